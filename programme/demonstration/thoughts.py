"""What participants of the demonstration drew and filled: maps, one of them in two versions, and two canvases."""

WHO, SET_MATE = "bethan.bennett", "kofi.kowalczyk"
# who, days from today, audience, and what is new since the version before: (name, its facts, whom it influences)
MAPS = [
    (
        WHO,
        -18,
        "me",
        [
            ("Lead member", ("both", "unsure", "A promise kept by May", "Her word to the heads"), []),
            ("Director of public health", ("both", "unsure", "Evidence that it works", "A budget line"), []),
            ("Chief executive", ("both", "for", "No surprises", ""), []),
            ("Health visiting lead", ("no", "against", "Caseloads", "Two posts, if it goes wrong"), []),
            ("Head teachers’ forum", ("influence", "unsure", "Time out of school", ""), ["Lead member"]),
            ("Parents’ network", ("influence", "for", "Telling the story once", ""), ["Lead member"]),
            ("Finance director", ("influence", "against", "Who holds the risk", "A clean audit"), ["Chief executive"]),
            ("Union branch", ("influence", "against", "Changes to roles", ""), ["Health visiting lead"]),
        ],
    ),
    (
        WHO,
        -3,
        "set",
        [
            ("Lead member", ("both", "for", "That head teachers ask for it", "Her word to the heads"), []),
            ("Health visiting lead", ("no", "unsure", "A say in the first page", "Two posts, if it goes wrong"), []),
            ("Scrutiny chair", ("influence", "unsure", "Being asked first", ""), ["Lead member", "Chief executive"]),
        ],
    ),
    (
        SET_MATE,
        -7,
        "set",
        [
            ("Lead member", ("yes", "against", "Not looking weak", "The chair’s goodwill"), []),
            ("Scrutiny chair", ("both", "against", "The committee’s standing", "The last word"), []),
            ("Chief executive", ("both", "unsure", "No surprises", "Time"), []),
            ("Local paper", ("influence", "unsure", "A story", ""), ["Lead member", "Scrutiny chair"]),
        ],
    ),
]
CANVASES = [  # days from today, canvas, audience, answers
    (
        -16,
        "public-value-triangle",
        "set",
        {
            "value": "A family tells its story once. They would notice at the second door.",
            "authority": "The lead member’s, and the heads’. It lasts if the heads ask for it themselves.",
            "capacity": "Three teams and one building. No shared page, no shared data yet.",
            "challenge": "One early-help offer",
            "persuade": "The health visiting lead",
            "stop": "Two of the five forms",
            "lend": "The parents’ network",
        },
    ),
    (
        -6,
        "and-not-or",
        "me",
        {
            "dilemma": "Moving fast, and bringing people with me",
            "good_one": "Families get help this year.",
            "good_other": "The teams own it when I have gone.",
            "only_one": "They close their notebooks. I feel it first.",
            "only_other": "Another year of talking. Families feel it first.",
            "both": "Start with one family hub, and let its team write the page",
        },
    ),
]
