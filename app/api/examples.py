"""Examples of the contract: what the shipped registry really answers, which a test compares."""

from typing import Any

from app.queries.shapes import CommitmentLine

COMMITMENT: dict[str, Any] = {
    "id": "fs2024-youth-reserve",
    "title": "Presidential Youth Personnel Reserve for the civil service",
    "status": "enacted",
    "stage": "enacted",
    "extent": "whole",
    "corroboration": "self-reported",
    "overdue": False,
    "open_contests": 0,
    "instrument": {
        "id": "factsheet-2024",
        "title": "Akorda factsheet on human-rights reforms (as reported by The Astana Times)",
    },
    "number": None,
    "kind": "reported_measure",
    "text": "A reserve meant to give young professionals a chance at leading civil-service posts.",
    "themes": [{"id": "public-administration", "title": "Civil service and public administration"}],
    "addressee": "Government of Kazakhstan",
    "due": None,
    "due_inferred": False,
    "reason": {
        "code": "enacted_whole",
        "parameters": {
            "evidence": "ev-fs-youth",
            "publisher": "The Astana Times",
            "date": "2024-01-12",
            "more": 0,
        },
        "text": "Enacted, according to The Astana Times (12 January 2024).",
    },
    "deciding": "ev-fs-youth",
    "last_evidence": "2024-01-12",
    "newest_evidence": {
        "id": "ev-fs-youth",
        "date": "2024-01-12",
        "publisher": "The Astana Times",
        "summary": "The factsheet reports the youth personnel reserve, and "
        "the National Kurultai as successor of the National "
        "Council of Public Trust.",
    },
    "looked_at": None,
    "retired_on": None,
    "as_of": "2026-11-21",
    "locator": "Astana Times article, section 'Democratic participation'",
    "consulted": "full",
    "expected_outcome": None,
    "due_note": None,
    "note": None,
    "evidence": [
        {
            "id": "ev-fs-youth",
            "date": "2024-01-12",
            "day_known": True,
            "summary": "The factsheet reports the youth personnel reserve, and the "
            "National Kurultai as successor of the National Council of "
            "Public Trust.",
            "locator": "Democratic participation, last paragraph",
            "note": None,
            "replaces": None,
            "withdrawn": None,
            "role": "bears",
            "status": "enacted",
            "extent": "whole",
            "answered_by": [],
            "is_open": None,
            "is_deciding": True,
            "document": {
                "id": "astanatimes-2024-01",
                "publisher": "The Astana Times",
                "title": "Kazakhstan Takes Further Steps in Human Rights Protection",
                "date": "2024-01",
                "url": "https://astanatimes.com/2024/01/kazakhstan-takes-further-steps-in-human-rights-protection/",
                "language": "en",
                "kind": "media",
                "origin": "official",
                "side": "official",
                "consulted": "full",
                "mirror": False,
            },
        }
    ],
    "withdrawn": [],
    "readings": [
        {
            "status": "enacted",
            "stage": "enacted",
            "extent": "whole",
            "corroboration": "self-reported",
            "overdue": False,
            "open_contests": 0,
            "first_day": "2024-01-12",
            "last_day": None,
            "deciding": "ev-fs-youth",
        }
    ],
}
"""One commitment, as of 21 November 2026."""

COMMITMENTS: dict[str, Any] = {
    "items": [{name: COMMITMENT[name] for name in CommitmentLine.model_fields}],
    "next": None,
    "total": 1,
    "total_is_exact": True,
    "elsewhere": {},
    "suggestions": [],
    "instead": None,
}
"""A list of it alone, found by `instrument=factsheet-2024&theme=public-administration`."""

PROBLEM: dict[str, Any] = {
    "type": "/api/v1/problems#bad-parameter",
    "title": "A parameter is wrong",
    "status": 422,
    "detail": "overdue: 'yes' cannot be here: write true or false.",
    "instance": "/api/v1/commitments",
    "parameter": "overdue",
    "errors": [
        {"parameter": "overdue", "detail": "'yes' cannot be here: write true or false."},
    ],
}
"""What `overdue=yes` is answered with."""

COMPARISON: dict[str, Any] = {
    "items": [
        {
            "id": "fpc-2021-g03-constitution",
            "title": "Consider constitutional reform for a stronger Parliament and firmer checks",
            "kind": "status",
            "instrument": {
                "id": "fpc-2021",
                "title": "Retreating Rights - Kazakhstan: Conclusions and Recommendations",
            },
            "number": "G3",
            "due": None,
            "before": {
                "status": "enacted",
                "stage": "enacted",
                "extent": "whole",
                "corroboration": "self-reported",
                "overdue": False,
                "open_contests": 0,
            },
            "after": {
                "status": "contested",
                "stage": "enacted",
                "extent": "whole",
                "corroboration": "self-reported",
                "overdue": False,
                "open_contests": 1,
            },
            "deciding": "ev-const-alzhanov",
            "evidence": [
                {
                    "id": "ev-const-alzhanov",
                    "date": "2022-07-28",
                    "day_known": True,
                    "summary": "An analyst sees in the referendum of June 2022 the "
                    "regime consolidated rather than power shared out "
                    "anew; citizens had a month to study the changes.",
                    "document": {
                        "id": "constitutionnet-2022-07-28",
                        "title": "Kazakhstan's referendum: regime "
                        "consolidation instead of genuine "
                        "political reforms",
                    },
                    "publisher": "ConstitutionNet, International IDEA (Dimash Alzhanov)",
                    "origin": "independent",
                    "status": "contested",
                    "extent": None,
                    "is_deciding": True,
                }
            ],
        }
    ],
    "next": None,
    "total": 1,
    "total_is_exact": True,
    "first_day": "2022-06-30",
    "last_day": "2022-12-31",
    "before": {
        "pledged": 0,
        "enacted": 4,
        "contested": 3,
        "none": 8,
        "commitments": 15,
        "enacted_in_part": 3,
        "self_reported": 3,
        "overdue": 0,
    },
    "after": {
        "pledged": 0,
        "enacted": 3,
        "contested": 4,
        "none": 8,
        "commitments": 15,
        "enacted_in_part": 3,
        "self_reported": 2,
        "overdue": 0,
    },
    "changed": 1,
    "changed_otherwise": 0,
    "made": 0,
    "moves": [
        {
            "before": "enacted",
            "before_extent": "whole",
            "after": "contested",
            "after_extent": None,
            "commitments": 1,
        }
    ],
    "evidence": 2,
}
"""What `from=2022-06-30&to=2022-12-31&instrument=fpc-2021` is answered with."""

OF_OPERATION = {
    "show_commitment": COMMITMENT,
    "list_commitments": COMMITMENTS,
    "compare_days": COMPARISON,
}
"""Examples of answers by operation."""
