"""Somebody who uses Raakvlak: reads what is on the screen, and clicks, types and touches what it offers."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass
class Walker:
    """A person at a screen; she knows the words on it and no address but the first."""

    page: Page

    def follow(self, name: str, *, within: str = "body") -> None:
        """Follow the link with this name."""
        self.page.locator(within).get_by_role("link", name=name, exact=True).first.click()

    def press(self, name: str, *, within: str = "body") -> None:
        """Press the button with this name."""
        self.page.locator(within).get_by_role("button", name=name, exact=True).first.click()

    def field(self, label: str) -> Locator:
        return self.page.get_by_label(label).first

    def write(self, label: str, text: str) -> None:
        self.field(label).fill(text)

    def choose(self, words: str, *, within: str = "main") -> None:
        """Choose what carries these words: the whole row can be touched."""
        self.page.locator(within).locator("label", has_text=words).first.click()

    def unfold(self, words: str) -> None:
        fold = self.page.locator("details", has=self.page.locator("summary", has_text=words)).first
        if fold.get_attribute("open") is None:
            fold.locator("summary").first.click()

    def sees(self, words: str, *, within: str = "main", again: str = "Bewaar") -> None:
        """See that these words were stored; if a gentle question comes first, answer that they are needed."""
        stored = self.page.locator(within, has_text=words)
        keep = self.page.get_by_role("button", name="Zo bewaren")
        needed = self.page.get_by_label("Ja, dit is nodig")
        stored.or_(keep).or_(needed).first.wait_for()
        if keep.count():
            keep.first.click()
        elif needed.count():
            needed.check()
            self.press(again)
        expect(stored.first).to_be_visible()

    def reads(self, words: str) -> None:
        """See these words in the page."""
        expect(self.page.locator("main")).to_contain_text(words)

    def select(self, words: str) -> None:
        """Select words in the note, as a finger or a mouse does."""
        self.page.locator("#notitie").wait_for()
        self.page.evaluate(
            """words => {
                const text = document.createTreeWalker(document.querySelector("#notitie"), NodeFilter.SHOW_TEXT);
                for (let node = text.nextNode(); node; node = text.nextNode()) {
                    const start = node.data.indexOf(words);
                    if (start < 0) continue;
                    getSelection().setBaseAndExtent(node, start, node, start + words.length);
                    return;
                }
                throw new Error(`Nowhere in the note: ${words}`);
            }""",
            words,
        )
