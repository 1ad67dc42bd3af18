"""The desk in every language: each kind of page, and that every word of it can be translated."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
import yaml
from babel import Locale
from httpx2 import Response

from app.accounts.administering import choose_language
from app.accounts.links import make_link
from app.accounts.moments import now
from app.accounts.people import Person, find_by_login
from app.domain.labels import LANGUAGE_NAMES
from app.domain.vocabulary import Language
from app.domain.workflow import Purpose, StaffRole
from app.pages import rendering
from app.queries import languages
from app.staff.links import link
from app.store.engine import reading, writing
from tests.conftest import SHIPPED, Databases
from tests.editing.imports.files import as_csv
from tests.editing.imports.rows_of import row, table
from tests.pages.test_rendering import DATE, PUNCTUATION, Wrapped, spoken, texts_of, unwrapped
from tests.staff.drafting import CONTEST, LAW, NEW, act, drafted, fields_in, pressed, submitted
from tests.staff.test_imports import sent
from tests.staff.visiting import PASSWORD, Visits, opened_desk, seen

EVIDENCE = "ev-wom-dv-law"
WRITTEN = re.compile(
    "|".join(
        (
            ".*[А-я].*",  # in these tests people write in Russian and Kazakh alone
            r"(p|ev|import)-[a-z0-9-]+",
            r"[a-z]+\.\d+",  # a login
            r"whsec_\S+",
            DATE.pattern + r"(, \d\d:\d\d)?",
            r"[a-z_0-9]+",  # a word of the registry file: a column, a code
            r"https?://\S+",
            "[/-]",
        )
    ),
    re.DOTALL,
)
KEPT = {"CSV", "list.csv", *LANGUAGE_NAMES.values(), *Locale("en").languages.values()}


@pytest.fixture(scope="module")
def desk(sqlite_databases: Databases) -> Iterator[Visits]:
    """A desk where nobody else writes."""
    with opened_desk(sqlite_databases) as opened:
        yield opened


@pytest.fixture
def wrapped(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pages that show which words went through the catalogue."""
    monkeypatch.setattr(languages, "catalogue", lambda _language: Wrapped())
    rendering.environment.cache_clear()
    yield
    rendering.environment.cache_clear()


class Staff:
    """Somebody of each role who reads one language, and what they have written."""

    def __init__(self, desk: Visits, language: Language) -> None:
        self.desk, self.language = desk, language
        self.people = {role: self._somebody(role) for role in StaffRole}
        editor, reviewer, self.administrator = (desk.of(one) for one in self.people.values())
        self.editor, self.reviewer = editor, reviewer
        said = {"language": "ru", "locator": "стр. 1"}
        self.draft = drafted(editor, summary="Черновик.", **said)
        self.waiting = submitted(editor, summary=f"Ждёт, {language}.", **said)
        correction = f"{NEW}?intent=replace&target={EVIDENCE}"
        self.correction = submitted(editor, correction, summary="Иначе", reason="Вот", **said)

    def _somebody(self, role: StaffRole) -> Person:
        person = self.desk.somebody(role, "Айгүл", with_factor=True)
        with writing(self.desk.engine) as session:
            choose_language(session, person, self.language)
        return self.desk.found(person)

    def pages(self) -> Iterator[tuple[str, Response]]:
        """Every kind of page, with its status before a short name."""
        yield from self._of_everybody()
        yield from self._of_work()
        yield from self._refused()
        yield from self._of_administrators()
        yield from self._before_sign_in()

    def _of_everybody(self) -> Iterator[tuple[str, Response]]:
        for name in ("desk", "queue", "commitments", "imports", "guide", "account", "tokens"):
            yield f"200 {name}", self.reviewer.get(link(name))
        for name in ("account-password", "account-factor", "account-codes"):
            yield f"200 {name}", self.editor.get(link(name, notice="saved"))

    def _of_work(self) -> Iterator[tuple[str, Response]]:
        for subject, name in (("commitment", LAW), ("evidence", EVIDENCE)):
            history = link("history", subject=subject, id=name)
            yield f"200 history of {subject}", self.editor.get(history)
        yield "200 commitment", self.editor.get(link("commitment", id=LAW))
        yield "200 document", self.editor.get(link("document", id="hrw-upr-2025-07"))
        yield "200 new", self.editor.get(link("new-proposal", commitment=LAW))
        yield "200 new document", self.editor.get(link("new-proposal", subject="document"))
        for intent in ("replace", "withdraw"):
            address = link("new-proposal", intent=intent, target=EVIDENCE)
            yield f"200 {intent}", self.editor.get(address)
        yield "200 edit", self.editor.get(link("proposal-edit", id=self.draft))
        for name in (self.draft, self.waiting, self.correction):
            for visit in (self.editor, self.reviewer):
                yield f"200 proposal {name}", visit.get(link("proposal", id=name))
        yield "200 version", self.editor.get(link("proposal-version", id=self.waiting, number=1))
        answering = {"answers": f"{CONTEST} {LAW}", "summary": "Ответ.", "locator": "стр. 1"}
        yield "200 preview", pressed(self.editor, "preview", **answering)

    def _refused(self) -> Iterator[tuple[str, Response]]:
        yield "422 submit", pressed(self.editor, "submit", date="never", locator="", summary="")
        missing = {"document": "", "new_document__url": "ftp:x", "new_document__kind": "zz"}
        yield "422 submit document", pressed(self.editor, "submit", summary="Ы", **missing)
        edited = link("proposal-edit", id=self.draft)
        yield "412 stale", self.editor.post(edited, {"press": "save", "version": "7"})
        yield "422 publish", act(self.reviewer, self.waiting, "publish", 2)
        yield "422 return", act(self.reviewer, self.waiting, "send_back", 2)
        yield "403 publish", act(self.editor, self.waiting, "publish", 2)
        yield "403 people", self.editor.get(link("people"))
        yield "404 page", self.editor.get("/staff/nowhere")
        yield "404 commitment", self.editor.get(link("commitment", id="zz"))
        yield "422 language", self.editor.post(link("account-language"), {"language": "zz"})
        yield "422 token", self.editor.post(link("tokens"))
        yield "422 password", self.editor.post(link("account-password"), {"new": "a"})
        rows = (row(summary="Новое."), row(summary="Новое."), row(date="never"))
        yield "200 dry run", sent(self.editor, as_csv(table(rows[:2])))
        yield "200 faulty dry run", sent(self.editor, as_csv(table(rows)))
        yield "422 import", sent(self.editor, b"")

    def _of_administrators(self) -> Iterator[tuple[str, Response]]:
        number = self.people[StaffRole.EDITOR].number
        asked = {"subject": "evidence", "id": EVIDENCE}
        yield "200 redaction", self.administrator.get(link("redaction", **asked))
        yield "422 redaction", self.administrator.post(link("redaction"), asked)
        for name in ("people", "invite", "webhooks"):
            yield f"200 {name}", self.administrator.get(link(name))
        yield from self._of_webhooks()
        yield "422 invite", self.administrator.post(link("invite"), {"role": "zz"})
        yield "200 person", self.administrator.get(link("person", number=number))
        for name in ("role", "reset", "disable"):
            yield f"200 {name}", self.administrator.get(link("person-act", number=number, act=name))

    def _of_webhooks(self) -> Iterator[tuple[str, Response]]:
        address = f"https://example.org/{self.language}"
        sent = {"url": address, "name": "Газета"}
        made = self.administrator.post(link("webhooks"), sent)
        yield "200 webhook", made
        yield "422 webhook", self.administrator.post(link("webhooks"), sent | {"url": "ftp:"})
        identity = list(seen(made).all("form"))[-1].attributes["action"].split("/")[-2]
        for name in ("secret", "remove"):
            asked = link("webhook-act", id=identity, act=name)
            yield f"200 webhook {name}", self.administrator.get(asked)
        paused = self.administrator.post(link("webhook-pause", id=identity))
        yield "200 webhook paused", self.administrator.get(paused.headers["location"])

    def _before_sign_in(self) -> Iterator[tuple[str, Response]]:
        editor = self.people[StaffRole.EDITOR]
        stranger, halfway = self.desk.stranger(), self.desk.halfway(editor)
        stranger.client.headers["accept-language"] = self.language.value
        yield "200 sign in", stranger.get(link("sign-in"))
        yield "401 sign in", stranger.post(link("sign-in"), {"login": "zz", "password": PASSWORD})
        yield "401 sent", stranger.post(link("looked-at", id=LAW), {"a": "б"})
        yield "200 second step", halfway.get(link("second-step"))
        yield "401 second step", halfway.post(link("second-step"), {"code": "000000"})
        with writing(self.desk.engine) as session:
            token = make_link(session, Purpose.RESET, editor.number, None, now())
        yield "200 link", stranger.get(link("link", token=token))
        yield "404 link", stranger.get(link("link", token="none"))  # noqa: S106 - of no link


@pytest.mark.parametrize("language", [Language.RUSSIAN, Language.KAZAKH])
def test_every_kind_of_page_answers_in_the_language_of_its_reader(
    language: Language, desk: Visits
) -> None:
    staff = Staff(desk, language)
    for name, answer in staff.pages():
        assert answer.status_code == int(name[:3]), f"{name}: {answer.text[:200]}"
        assert f'<html lang="{language}">' in answer.text, name
    assert_it_is_the_language_to_begin_with(staff)


def assert_it_is_the_language_to_begin_with(staff: Staff) -> None:
    """Nobody should have to say twice which language they write in, nor those whom they invite."""
    for intent in ({}, {"intent": "withdraw", "target": EVIDENCE}):
        form = fields_in(staff.editor.get(link("new-proposal", **intent)))
        assert form["language"] == staff.language.value
    login = f"жаңа.{staff.language.value}"
    invited = {"login": login, "name": "Жаңа", "role": "editor"}
    assert staff.administrator.post(link("invite"), invited).status_code == 200
    with reading(staff.desk.engine) as session:
        account = find_by_login(session, login)
        assert account
        assert account.language == staff.language.value


@pytest.mark.usefixtures("wrapped")
def test_every_word_of_the_desk_goes_through_the_catalogue(desk: Visits) -> None:
    bare = {
        (name, text)
        for name, answer in Staff(desk, Language.ENGLISH).pages()
        if "guide" not in name
        for one in spoken(seen(answer).one("html"))
        if (text := unwrapped(one)) and not WRITTEN.fullmatch(text)
    }
    assert {one for one in bare if not is_known(one[1])} == set()


def is_known(text: str) -> bool:
    """Whether a text, or each of two of which one stands in brackets, is not the program's own."""
    known = registry() | KEPT
    return text in known or all(part.strip(PUNCTUATION) in known for part in text.split(" ("))


@cache
def registry() -> set[str]:
    """Every text of the registry, with and without its punctuation."""
    read = yaml.load(SHIPPED.read_text(encoding="utf-8"), yaml.CSafeLoader)
    texts = {" ".join(text.split()) for text in texts_of(read)}
    return texts | {text.strip(PUNCTUATION) for text in texts}
