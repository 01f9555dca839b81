"""Is everything around the site as it should be? One finding is one line, with what to do."""

from core.upkeep.doctor.findings import Finding, Level
from core.upkeep.doctor.looking import look_at_everything

__all__ = ["Finding", "Level", "look_at_everything"]
