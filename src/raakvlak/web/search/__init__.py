"""The language of finding: from words to what they have in common, and from what is typed to a question for a database.

This package knows no domain. What is findable becomes a line of *terms*, small words of plain letters and digits:

- a word of a text is itself, its stems and the words that it is made of (`stems`, on `draagvlak.dutch`);
- a name is also its beginnings and its spellings with one letter less, so that a typing error finds it (`names`);
- what may not be taken for a typed word (a party, a circle of readers) is a *mark*: one letter and a number (`marks`).

`typed` reads what somebody typed, `questions` says it in the language of the database, `extracts` shows what matched.
"""
