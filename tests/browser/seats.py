"""Browsers that one test after another sits down at.

Each test finds one in which nobody ever was, but for the static files that it has fetched: they
are most of what the first page of a new browser costs.
"""

from playwright.sync_api import Browser, BrowserContext, Page

# How long a page may take to become what a test waits for; long, as machines can be busy.
MOST_MILLISECONDS = 15_000
_KEPT_BY_PAGES = "local_storage,indexeddb,cache_storage,service_workers"
_TELL_BREACHES = (
    "addEventListener('securitypolicyviolation',"
    " (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))"
)


class Seats:
    def __init__(self, browser: Browser, site: str) -> None:
        self._browser = browser
        self._site = site
        self._free: dict[bool, list[BrowserContext]] = {True: [], False: []}
        self._scripted: dict[BrowserContext, bool] = {}

    def take(self, *, javascript: bool) -> BrowserContext:
        free = self._free[javascript]
        return free.pop() if free else self._set_up(javascript)

    def page(self, context: BrowserContext, width: int) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        session = context.new_cdp_session(page)
        what = {"origin": self._site, "storageTypes": _KEPT_BY_PAGES}
        session.send("Storage.clearDataForOrigin", what)
        session.detach()
        return page

    def give_back(self, context: BrowserContext) -> None:
        for page in context.pages:
            page.close()
        context.clear_cookies()
        context.clear_permissions()
        context.set_offline(False)
        self._free[self._scripted[context]].append(context)

    def _set_up(self, javascript: bool) -> BrowserContext:
        context = self._browser.new_context(
            base_url=self._site, java_script_enabled=javascript, locale="en-GB"
        )
        context.set_default_timeout(MOST_MILLISECONDS)
        context.add_init_script(_TELL_BREACHES)
        self._scripted[context] = javascript
        return context
