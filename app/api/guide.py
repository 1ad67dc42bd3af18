"""The words of the contract: what a stranger reads first, and what stands over each group."""

VERSION = "1.5.0"
"""The version of the contract: its first number is that of the address."""

SUMMARY = "What was promised or asked for, what became of it, and who says so."

DESCRIPTION = """\
The scorecard as JSON. Everything a page shows comes from the answer that is given here at the same
address: `/en/commitments/{id}` and `/api/v1/commitments/{id}` cannot disagree. Reading what is
published takes no key and no account. What staff do at the desk, tools can do with a token: see
**Writing**, below.

**Whose reforms these are** depends on the registry that is served here. It says so itself, with
what it leaves out: in `about` of `/api/v1/scorecard`.

**What things are**

* A *commitment* is one promise or recommendation: an item of a decree, a task of an action plan, a
  recommendation. It belongs to an *instrument*, the text in which it was made, and to *themes*.
* *Evidence* is one citable fact out of one *document*, in our own words, with the place in the
  document and the date it happened. It *bears on* a commitment with a status, or is *context* for
  it and moves nothing.
* A *reading* is what a published rule derives from the evidence for one commitment on one day: its
  `status` (`pledged`, `enacted`, `contested`, or null), the `stage` that was formally reached,
  `extent` and `corroboration` of an enactment, whether it is `overdue`, and the `reason`.
* `enacted` says that the formal act was adopted, and nothing about its effect. `contested` says
  that a named source disputes it and that nothing recorded here answers that source.
* A *revision* is one recorded change, a link in a chain of hashes.

**No evidence is no finding.** Where nothing bears on a commitment, `status` is null, the reason is
`no_evidence`, and totals count it under `none`; filter with `status=none`. It never means that
nothing was done.

**Dates.** Sources are often vague, so the dates of things are *partial dates* as text: `2023`,
`2023-04` or `2023-04-11`, each standing for all the days it may mean. Days that we set ourselves
(`as_of`, `first_day`, `retired_on`) are whole.

**Any day of the past.** `as_of=2023-06-30` shows everything as it had happened by the end of that
day, judged with what is published now. What did not exist yet is not listed, and its own address
answers 404; a reading that had not ended yet has no `last_day`. A day after today is refused. The
scorecard, commitments, instruments, themes and evidence know past days. Documents, histories,
revisions and the ledger are always those of today, and refuse `as_of`.

**Between two days.** `/api/v1/comparison?from=2023-01-01&to=2024-01-01` says which commitments read
otherwise at the end of the second day than at the end of the first, by which evidence dated after
the first and up to the second, and how the totals differ. Both days are judged with what is
published now; what was taken back since counts on neither, and is listed at `/api/v1/corrections`.

**Lists** answer `items`, `next` and `total`. Give `next` back as `cursor`, with the same other
parameters, until it is null. A cursor is opaque; pages stay right while entries are added. Totals
of a search stop at 1,000: then `total_is_exact` is false.

**Going on.** The `Link` header (RFC 8288) says the same without a look into the answer:
`rel="next"` and `rel="first"` of a list, `rel="alternate"` for the page that shows the same,
`rel="canonical"` for the permanent address of an entry, `service-desc` for this contract,
`service-doc` for `/api/v1/docs`, which shows it to people, and `license` where it is known.

**Ids are addresses.** `/id/commitments/{id}`, and so for instruments, themes, documents and
evidence, names the thing itself, for good. It leads (303) to the JSON where `Accept` wants
`application/json`, else to the page, in the language of `Accept-Language`.

**Asking again.** Answers may be kept, and have to be asked for again (`Cache-Control`: `max-age=0`
or `no-cache`); behind a network of caches, one may be up to 40 seconds old. Send the `ETag` of
yours in `If-None-Match`, or its `Last-Modified` in `If-Modified-Since`: where nothing changed, 304
comes without a body. Compressed answers (`Accept-Encoding: br`, or `gzip`) have an `ETag` of their
own. Nothing is compressed, or given an `ETag` by its content, where a request brings a cookie or a
token.

**Methods and forms.** Whatever answers `GET` answers `HEAD` in the same way without the body, and
`OPTIONS` with the methods in `Allow`. `Accept` is honoured: where it wants nothing in which an
address answers, 406. Without it anything will do. Pages of other sites may read all that is public
(CORS): `Access-Control-Allow-Origin: *`, with the headers above.

**JSON** is UTF-8. The keys of an object come in the order of this contract, the same each time;
read them by name all the same. Moments are in UTC and say so: `2026-11-21T19:04:11.532+00:00`.

**Languages.** `lang=ru` and `lang=kk` choose the language of texts where there is one, and fall
back to English. `Content-Language` says which languages came. Ids and codes are never translated.

**Retired entries**, gone from the registry, leave lists and totals. Their own address keeps
answering, with the day in `retired_on`.

**Withdrawn and replaced entries.** Evidence and documents are corrected by review, never edited. A
*withdrawn* entry counts on no day and leaves lists and totals; its own address keeps answering,
`withdrawn` says on which day and why, and a commitment lists such evidence under `withdrawn`. A
*replaced* one is withdrawn, and `withdrawn.replaced_by` names the entry that stands for it, whose
`replaces` names it. Nothing that nobody but its author has reviewed is published, unless an
installation has one person for all of it.

**Looks.** `looked_at` is the newest day on which somebody looked for news of a commitment: a look
that found nothing new, a publication of evidence that bears on it, or the registry's own note.
Where none is recorded it is null, and never the time at which a row was saved.

**Errors** are problem documents (RFC 9457, `application/problem+json`); `detail` says what to do.
Unknown parameters, values that cannot be and parameters given twice are refused with 422, and
`errors` names each. The sorts of problems are listed at `/api/v1/problems`.

**History.** `/api/v1/commitments/{id}/history` and `/api/v1/evidence/{id}/history` tell what was
recorded value by value, newest first, of a commitment with the evidence on it. People appear by
role and a number that is theirs for life: `reviewer-2`.

**The chain of revisions.** `digest` is the SHA-256, in hexadecimal, of `salt` followed by the
payload as canonical JSON (UTF-8, sorted keys, no spaces). `hash` is the SHA-256 of the previous
hash followed by the canonical JSON of `sequence`, `time`, `actor`, `action`, `subject` (written
`subject:id`), `load` and `digest`; before the first stand 64 zeros. `/api/v1/ledger` gives number
and hash of the newest: keep them, and ask later with `/api/v1/revisions?sequence=` whether that
number still has that hash. A *redaction*, to protect a person, deletes `payload` and `salt` of
revisions for good; it is itself a revision, digests and hashes stay, and the chain can be followed
as before.

**Keeping in step.** `/api/v1/changes` tells what was recorded since, oldest first, and in `records`
how everything that it touches reads now, each entry once and in the form that its list has. Begin
without `since`; afterwards give the `next` of each page as `since`, also when `has_more` is false.
Put each record in the place of yours with the same `noun` and `id`, and take out of your copy what
comes without one: `tombstone` says why it ended. Whoever applies the pages in order has what the
lists hold at the last of them, whatever was published meanwhile. A new day can change a reading
without a revision; `next` knows the day, and the next page brings those records. Keep `lang` the
same. A `since` that cannot be gone on from, since a backup was restored or the rule changed, is
answered with 410: begin again. The order of entries is not told: it is that of the lists. For feed
readers the same is told as Atom and as JSON Feed: `/en/feed.atom`, `/en/feed.json`, and the same
behind the address of a commitment, an instrument, a theme, or the list of commitments with filters.

**Whole copies.** `/api/v1/exports` lists files with everything: a table of each noun as CSV and
NDJSON, all of them as JSON, workbook, registry file, SQLite file and data package, with the
SHA-256 of each. Withdrawn and retired entries are in them, and marked. A file is made when it is
first asked for, which may take a while, and stays until the data or the day become others. Its
`ETag` is its SHA-256, and a part of it can be asked for with `Range`.

**Checkpoints and snapshots.** `/api/v1/ledger/checkpoint` is number and hash of the newest
revision, signed with Ed25519 as a signed note (C2SP); `/api/v1/ledger/key` is the public key. Keep
a checkpoint: the ledger must have that hash at that number for ever. `/api/v1/snapshots` lists
dated copies of everything with such a checkpoint inside. They stay as they are, unless a redaction
takes something out: then `replaced` says so, and until it is done the address answers 451.

**Writing** takes a token, sent as `Authorization: Bearer scorecard_...`, and never a cookie. Staff
make tokens on the account page of the desk. A token is shown once, ends on a day, acts for whoever
made it, and may do what they may, within its scopes: `read`, `propose`, `publish`. `/api/v1/me`
says which those are. Nothing that takes a token is public: other sites' pages cannot read it, and
nobody keeps a copy.

* What is written is a *proposal*: new evidence, or a replacement or withdrawal of what is
  published. It is made with `POST /api/v1/proposals`, corrected with `PUT`, handed in with
  `/submit`, and published by somebody who wrote no word of it. `POST /api/v1/proposals/check` says
  what is wrong with a draft and what it would change, and saves nothing.
* **No text is written over unseen.** The `ETag` of an answer is the version of the proposal; every
  change names it in `If-Match`. Without that, 428; where somebody else was faster, 412, and
  `current` is what stands now. One strong ETag is taken: neither `*` nor a list, nor `W/"3"`.
* **Asking again does no more.** With an `Idempotency-Key`, new for each new request, the same
  request can be sent again for a day: it acts once, and the answer, which then says
  `Idempotency-Replayed: true`, shows the proposal as it stands now. The same key with another
  request is a conflict, 409. What was refused is not remembered.
* **Bodies** are JSON of at most 256 kB. Unknown fields are refused. Fields that are wrong in a body
  are named from the top: `draft.concerns.0.status`; what is wrong with a draft, within it:
  `concerns.0.status`.
* Lists of proposals give the newest change first. A proposal that changes meanwhile comes to the
  front: begin again to see it.
* People are the numbers of their accounts. Messages come in the language that the owner of the
  token chose.

**What may change, and how it is told.** The first number of the version is that of the address.
Within `/api/v1`, addresses, parameters, fields and values of a list of words may be *added* at any
time: pass over what you do not know. Anything else is breaking: a field, parameter or address that
goes, is renamed or means something else; a field that may now be null or missing; a parameter that
is now needed; a status that is now another. What is to go is first *deprecated*: it answers as
before for at least a year, with `Deprecation` (RFC 9745, since when), `Sunset` (RFC 8594, until
when) and a `Link` with `rel="deprecation"`, and `deprecated: true` here. What cannot be done so
comes under `/api/v2`, and `/api/v1` stays for at least a year from then. Faults are mended at once,
where an answer was not what this contract says. Every version and what it changed is in the
changelog, on `/api/v1/docs`.

**Licence.** The registry that ships with the program is under CC BY 4.0. Whoever serves another
says its own licence.
"""

TAGS = [
    {"name": "scorecard", "description": "Totals, and everything at a glance."},
    {"name": "commitments", "description": "What was promised or asked, and where it stands."},
    {"name": "instruments", "description": "The texts in which commitments were made."},
    {"name": "themes", "description": "The fields of reform that commitments belong to."},
    {"name": "documents", "description": "The published sources that evidence stands in."},
    {"name": "evidence", "description": "What became of commitments, each fact with its source."},
    {"name": "revisions", "description": "What was recorded here, and when: the public ledger."},
    {"name": "changes", "description": "What changed since: for whoever keeps a copy in step."},
    {"name": "comparison", "description": "What changed between two days, and by what evidence."},
    {"name": "corrections", "description": "What was withdrawn, replaced, retired or answered."},
    {"name": "ledger", "description": "How far that ledger has come, to hold it to later."},
    {"name": "exports", "description": "Whole copies as files, in the formats of other programs."},
    {"name": "snapshots", "description": "Dated copies that stay, to cite and to hold us to."},
    {"name": "proposals", "description": "What staff and their tools propose; takes a token."},
    {"name": "token", "description": "What a token is for; takes one."},
    {"name": "about", "description": "The addresses, the contract, and the form of the registry."},
]
