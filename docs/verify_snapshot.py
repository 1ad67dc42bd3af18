"""Check a snapshot of a reform scorecard, without trusting whoever gave it to you.

    python verify_snapshot.py scorecard-2026-11-22.zip 'example.org+0f1e2d3c+AbCd...' [CHECKPOINT]

The second argument is the public key of the site: take it from somebody you trust, not out of the
snapshot. The third is a file with a checkpoint that you kept from earlier, if you have one.
Needs Python 3.11 and `pip install cryptography`. Ends with 0 when all is right, 1 when something
is wrong, 2 when there is nothing to check. Right means that

1. the table of contents is signed, and every file in it is there, with the SHA-256 it says;
2. each revision fits the one before it, from the first: none changed, moved, left out or put in;
3. the checkpoint is signed and is the end of that chain, and the chain passes through yours.

It does not mean that what is recorded is true, nor that others are shown the same.
"""

import base64
import hashlib
import json
import sys
import zipfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

COVERED = ("sequence", "time", "actor", "action", "load", "digest")  # and the subject with its id
BREAKS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}  # written so in files of lines
KEYS = [*COVERED[:4], "subject", "subject_id", "load", "payload", "salt", "digest", "hash"]


def require(is_right, sentence):
    """Stop at the first thing that is wrong, and say what."""
    if not is_right:
        raise ValueError(sentence)


def sha256(text):
    """Give the SHA-256 of a text in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def small(snapshot, name):
    """Read a small file, and no more of it than that: it may claim to be anything."""
    with snapshot.open(name) as file:
        return file.read(10_000_000).decode()


def signed_lines(note, key, kind):
    """Give the lines of a signed note (c2sp.org/signed-note) after the first, which names it."""
    name, short, encoded = key.strip().split("+", 2)
    raw = base64.b64decode(encoded, validate=True)  # one byte that says Ed25519, then the key
    own = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
    require(raw[:1] == b"\x01" and own.hex() == short, "the public key was not copied whole")
    text, _, signatures = note.rpartition("\n\n")
    for line in signatures.splitlines():
        dash, signer, encoded = line.split(" ")
        signature = base64.b64decode(encoded, validate=True)
        if (dash, signer, signature[:4]) == ("\N{EM DASH}", name, own):
            Ed25519PublicKey.from_public_bytes(raw[1:]).verify(signature[4:], f"{text}\n".encode())
            first, *lines = text.split("\n")
            require(first == f"{name}/{kind}", f"it is no {kind} of {name}")
            return lines
    raise ValueError(f"it is not signed with the key of {name}")


def check_files(snapshot, key):
    """Hold every file against the signed table of contents."""
    _snapshot, *listed = signed_lines(small(snapshot, "contents"), key, "snapshot")
    marks = {name: mark for mark, _bytes, name in (line.split(" ") for line in listed)}
    names = sorted(snapshot.namelist())
    require(names == sorted([*marks, "contents"]), f"files were added or removed: {names}")
    for name, mark in marks.items():
        with snapshot.open(name) as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        require(found == mark, f"{name} was changed: its SHA-256 is not the signed one")


def check_revision(line, number, previous):
    """Check one line of revisions.ndjson; give what it says, and its hash."""
    row = json.loads(line.decode())
    exact = json.dumps(row, ensure_ascii=False).translate(BREAKS) + "\n"
    require(list(row) == KEYS and line == exact.encode(), "it is not written as a revision is")
    require(row["sequence"] == number, f"revision {number} should stand here")
    require(":" not in row["subject"], "its subject cannot be told from its id")
    covered = {name: row[name] for name in COVERED}
    covered["subject"] = row["subject"] + ":" + row["subject_id"]  # neither can be a number
    hashed = json.dumps(covered, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    found = sha256(previous + hashed)
    require(found == row["hash"], "its hash does not fit: it was changed, or the one before it")
    if row["payload"] is not None or row["salt"] is not None:
        is_sealed = len(row["salt"]) == 32 and sha256(row["salt"] + row["payload"]) == row["digest"]
        require(is_sealed, "its payload is not the one that was recorded")
    return row, found


def check_chain(lines, emptied_later=()):
    """Follow the revisions from the first, and give their hashes: that of number 12 at place 12."""
    hashes, empty, redacted = ["0" * 64], set(), set(emptied_later)
    for number, line in enumerate(lines, start=1):
        try:
            row, found = check_revision(line, number, hashes[-1])
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError(f"revisions.ndjson, line {number}: {error}") from error
        hashes.append(found)
        if row["payload"] is None:
            empty.add(number)
        elif row["action"] == "redacted":
            redacted |= {one for one in json.loads(row["payload"])["revisions"] if one < number}
    odd = sorted(empty ^ redacted)
    require(not odd, f"revisions.ndjson, lines {odd}: emptied but not redacted, or the reverse")
    return hashes


def check(snapshot, key, kept=None):
    """Check all of it; give what there is to say when all is right."""
    check_files(snapshot, key)
    later = []  # redactions that came after this snapshot, which then was replaced
    if "replaced.json" in snapshot.namelist():
        later = json.loads(small(snapshot, "replaced.json"))["redactions"]
    with snapshot.open("revisions.ndjson") as lines:
        hashes = check_chain(lines, [number for one in later for number in one["emptied"]])
    count = len(hashes) - 1
    length, last, time = signed_lines(small(snapshot, "checkpoint"), key, "ledger")
    require(int(length) == count, f"{length} revisions were signed, and there are {count}")
    require(last == hashes[-1], "the hash of the last revision is not the one that was signed")
    if kept is not None:
        old, old_hash = kept.splitlines()[1:3]
        require(int(old) <= count, f"it ends before your checkpoint of {old} revisions")
        require(hashes[int(old)] == old_hash, f"up to revision {old}, it is not what you kept")
    remarks = [f"Emptied later, see revision {one['revision']} of the ledger." for one in later]
    return "\n".join([f"All is as it was signed: {length} revisions, to {time}.", *remarks])


def main(path, key, kept=None):
    """Give the words to end with: to print when all is right, to complain with otherwise."""
    kept = Path(kept).read_text(encoding="utf-8") if kept else None
    with zipfile.ZipFile(path) as snapshot:
        try:
            return check(snapshot, key, kept), 0
        except Exception as error:  # whatever stops a check, the check has failed
            return f"WRONG: {error or 'what was signed was changed: the signature is wrong'}", 1


if __name__ == "__main__":
    try:
        said, code = main(*sys.argv[1:])
    except (OSError, TypeError, zipfile.BadZipFile) as error:
        said, code = f"Nothing was checked: {error}\n{__doc__}", 2
    print(said, file=sys.stderr if code else sys.stdout)
    sys.exit(code)
