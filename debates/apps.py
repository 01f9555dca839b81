from django.apps import AppConfig


class DebatesConfig(AppConfig):
    name = "debates"

    def ready(self) -> None:
        from debates.web.unlogged import keep_tokens_out_of_logs

        keep_tokens_out_of_logs()
