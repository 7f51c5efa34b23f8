from raakvlak.web.models.cache import CacheEntry
from raakvlak.web.models.job import Job
from raakvlak.web.models.letter import Letter
from raakvlak.web.models.link import PersonalLink

__all__ = ["CacheEntry", "Job", "Letter", "PersonalLink"]
