"""Finding parties, situations, talks, insights and possibilities by their words and names, for the eyes of one member.

Every question asks for the circles that she reads along in, so that what she may not see is never counted, weighed or
walked past. A name in a text is a reference: a word is looked for as itself, and as the parties and situations of that
name that she may see. So no talk betrays a name that is not for her eyes.
"""

from raakvlak.desk.finding.answer import Answer, find
from raakvlak.desk.finding.wish import Wish

__all__ = ["Answer", "Wish", "find"]
