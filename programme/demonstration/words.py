"""What the invented people of the demonstration wrote. Days are counted from today."""

from datetime import time

PROGRAMME = {
    "name": "West Country Leadership Programme",
    "region": "The West Country",
    "aim": (
        "Leaders of children’s services, schools, health and the voluntary sector who can move what "
        "none of them can move alone."
    ),
    "vision": "A child’s family tells its story once, and the help that follows is joined up, early and kept up.",
    "office_name": "Dana Whitfield",
    "office_phone": "01632 960218",
    "office_email": "office@west-country.example",
    "safeguarding_name": "Maren Holt",
    "safeguarding_phone": "01632 960147",
}
OUTCOMES = [
    "Families tell their story once, whichever door they come in by",
    "Fewer children wait more than a month for a first appointment",
    "Every organisation on the programme has someone ready for the next post up",
]
PARTNERS = [  # organisation, its part, its logo
    ("Northmoor County Council", "commissions", "northmoor.svg"),
    ("Western College of Public Leadership", "designs", "college.svg"),
    ("Association of Head Teachers (West)", "funds", "head-teachers.svg"),
    ("Harbour City Council", "hosts", "harbour.svg"),
]
STAFF = [  # name, address, roles
    ("Frances Dale", "frances.dale@west-country.example", ["facilitator", "set_adviser"]),
    ("Martin Osei", "martin.osei@west-country.example", ["facilitator", "set_adviser"]),
    ("Ines Calloway", "ines.calloway@west-country.example", ["set_adviser"]),
    ("Pat Lindqvist", "pat.lindqvist@west-country.example", ["coach"]),
]
COORDINATOR = ("Dana Whitfield", "dana.whitfield@west-country.example")
SPONSOR = ("Alda Renwick", "alda.renwick@northmoor-county-council.example", "Northmoor County Council")
SAFEGUARDING_LEAD = ("Maren Holt", "maren.holt@west-country.example")
ADMINISTRATOR = ("Ellis Moreau", "ellis.moreau@west-country.example")
SETS = [  # name, adviser or None for a set that facilitates itself
    ("Set 1", "Frances Dale"),
    ("Set 2", "Martin Osei"),
    ("Set 3", "Ines Calloway"),
    ("Set 4", None),
]
APART = ("priya.patel", "yusuf.whitlock")  # who rather do not share a set: known to the office alone
VENUE = {
    "name": "Hartwell Hall",
    "address": "Mill Lane, near Wexcombe, TA0 0AA",
    "directions": "Wexcombe station is twelve minutes by taxi; the hall sends a minibus at 09:20 from the north exit.",
    "parking": "Free, forty spaces. Blue-badge bays are beside the main door.",
    "access": "Level entrance. Lift to the first floor. Hearing loop in the Garden Room.",
}
ROOMS = [
    {"name": "Garden Room", "capacity": 40, "layout": "Round tables", "step_free": True, "hearing_loop": True},
    {"name": "Library", "capacity": 8, "layout": "One table", "step_free": True, "hearing_loop": False},
    {"name": "Orchard Room", "capacity": 10, "layout": "Circle of chairs", "step_free": True, "hearing_loop": False},
    {"name": "Tack Room", "capacity": 8, "layout": "Circle of chairs", "step_free": False, "hearing_loop": False},
]
OBJECTIVES = [
    "Look at what keeps the relations between officers and politicians healthy and useful",
    "Hear from leaders at the centre what they need from you, and how they can help",
    "Use the strategic triangle to make sense of where you work",
    "Decide what you will do differently at work",
    "Move your leadership challenge on, with your set",
]
# title, kind, minutes, lead, notes, kit, if time is short, objectives served
WORKSHOP_1 = [
    (
        "Welcome and programme introductions",
        "other",
        5,
        "Frances Dale",
        "Fire exits, lunch choices, phones away.",
        "Slide 1",
        "Skip the introductions; people met at the residential.",
        [],
    ),
    (
        "Reflections from the residential",
        "reflection",
        15,
        "Martin Osei",
        "Pairs for eight minutes, then three voices in the room. Ask: what is still in your mind?",
        "Flipchart\nPens",
        "Pairs only.",
        [4],
    ),
    (
        "The Strategic Quartet: officer and political leadership playing in tune",
        "input",
        10,
        "Frances Dale",
        "Leader, chief executive, lead member, director. Leave the slide up for the panel.",
        "Slide 4",
        "",
        [1],
    ),
    (
        "Messages from the corporate and political centre",
        "panel",
        60,
        "Frances Dale",
        "Ten minutes each, then questions. Seat them level with the room.",
        "Four chairs\nTwo hand microphones\nWater",
        "Hold each speaker to eight minutes; show the card at seven.",
        [1, 2],
    ),
    ("Break", "break", 15, "", "", "Check lunch numbers with the kitchen", "", []),
    (
        "Scenario work",
        "exercise",
        60,
        "Martin Osei",
        "Fifteen minutes in small groups to agree three questions, then the panel answers.",
        "Scenario sheet, 26 copies\nStopwatch",
        "Two questions a group.",
        [2],
    ),
    ("Lunch", "meal", 45, "", "The kitchen serves at 12:45.", "", "", []),
    (
        "Reflections from a director’s perspective",
        "input",
        30,
        "Noor Bennett",
        "Twenty minutes, ten for questions.",
        "Hand microphone",
        "Fifteen and five.",
        [1],
    ),
    (
        "Making sense of shifting sands: the Public Value Strategic Triangle",
        "input",
        30,
        "Martin Osei",
        "Three corners, one example each from the room.",
        "Canvas 1, 26 copies",
        "One example only.",
        [3],
    ),
    (
        "Implications for the workplace",
        "exercise",
        45,
        "Frances Dale",
        "Alone for ten minutes, then threes.",
        "Canvas 1",
        "Threes only.",
        [3, 4],
    ),
    ("Break", "break", 15, "", "", "", "", []),
    (
        "Action learning sets",
        "sets",
        45,
        "Set advisers",
        "One deep turn. Rooms are on the set lists by the coffee.",
        "Set sheet in each room",
        "Drop the check-in to one word.",
        [5],
    ),
    (
        "Taking stock, looking forward",
        "reflection",
        15,
        "Frances Dale",
        "One sentence each on what you will do before the next workshop.",
        "Postcards",
        "",
        [4],
    ),
    ("Close", "other", 0, "", "", "", "", []),
]
ASKED = (
    "Ten minutes on what you need from the people in this room, and how you can help them; then their questions, with "
    "the others on the panel. No slides."
)
PANEL = [
    {
        "name": "Cllr Ruth Amery",
        "role": "Leader",
        "organisation": "Northmoor County Council",
        "email": "ruth.amery@northmoor-county-council.example",
        "asked": ASKED,
    },
    {
        "name": "Cllr Mina Farrow",
        "role": "Lead Member for Children",
        "organisation": "Eastvale Borough Council",
        "email": "mina.farrow@eastvale.example",
        "asked": ASKED,
    },
    {
        "name": "Hana Varga",
        "role": "Chief Executive",
        "organisation": "Harbour City Council",
        "email": "hana.varga@harbour-city-council.example",
        "asked": ASKED,
    },
    {
        "name": "Amos Keld",
        "role": "Director of Public Health",
        "organisation": "Harbour City Council",
        "email": "amos.keld@harbour-city-council.example",
        "status": "reserve",
    },
]
COMING = ["Cllr Ruth Amery", "Cllr Mina Farrow"]  # of the panel; the others have not answered yet
MATERIALS = [  # of the panel: name, for whom, what stands in it
    (
        "Three questions to bring to the panel",
        "delegates",
        (
            "What do you need from us that we do not send?\n"
            "When did an officer last change your mind, and how?\n"
            "What should we stop telling you?\n"
        ),
    ),
    (
        "For whoever chairs",
        "facilitators",
        "Twelve minutes each at most. Take the third question last, and leave it open.\n",
    ),
]
RESIDENTIAL = [
    [
        ("Arrival and coffee", "break", 30),
        ("Why we are here", "input", 45),
        ("Telling it straight: where each of us works", "exercise", 60),
        ("Lunch", "meal", 60),
        ("The leadership challenge: four marks of a good one", "input", 45),
        ("First drafts", "exercise", 75),
        ("Tea", "break", 15),
        ("Sets meet for the first time", "sets", 60),
        ("Close of the day", "other", 0),
    ],
    [
        ("What the night brought", "reflection", 20),
        ("Leading without the post", "input", 40),
        ("Break", "break", 20),
        ("Sets: ground rules and first turns", "sets", 90),
        ("Lunch", "meal", 60),
        ("What I will try first", "reflection", 45),
        ("Close", "other", 0),
    ],
]
# address (before the @), title, statement, why, who, audience, stage
CHALLENGES = {
    "bethan.bennett": {
        "title": "One early-help offer for under-fives",
        "statement": (
            "Getting schools, health visitors and family hubs to agree one early-help offer for "
            "under-fives, when none of them works for me."
        ),
        "why": "Three families told me the same story in one week: five front doors, five forms.",
        "who": "Health visiting lead, two head teachers, the lead member, a parents’ network.",
        "progress_would_be": "One shared front page by May that all three services point to.",
        "themes": "early help, working across boundaries",
        "audience": "set",
        "stage": "tried",
        "entries": [
            (-19, "moving", "", "Two of three services in the same room for the first time.", "", "set"),
            (
                -9,
                "",
                "Went in with the answer already written.",
                "Watched the health visiting lead close her notebook. What was I protecting?",
                "Ask before I tell.",
                "me",
            ),
            (
                -3,
                "changed",
                "",
                "The lead member will back a single front door if head teachers ask for it.",
                "So the next conversation is with the heads, and I should listen before I pitch.",
                "set",
            ),
        ],
        "commitments": [
            (-2, "Ask the health visiting lead what would make a joint offer worth her time", "set"),
            (4, "Draft one page on what families have told us", "set"),
        ],
        "changed": [(-4, "tried", "Two services send families one form.", "Both front desks showed me theirs.")],
        "diary": [
            (
                -14,
                "visit",
                "A family hub by the harbour",
                "An hour at the front desk.",
                "People do not come for a service. They come for a person who remembers them.",
                "set",
            ),
            (-7, "reading", "A review of early help", "", "Every success in it began with a shared room.", "me"),
        ],
        "marks": {
            "matters": "yes",
            "matters_why": "I think of those three families when I cycle home.",
            "live": "yes",
            "others": "yes",
            "others_why": "None of them works for me.",
            "good": "unsure",
            "good_why": "One door may help us more than it helps them.",
        },
        "typed": "Rang the second head. She asked who pays for",
    },
    "daniela.davies": {
        "title": "Moving money before the crisis",
        "statement": (
            "Shifting a tenth of the placement budget into help at home, with a finance board that has "
            "heard such promises before."
        ),
        "why": "We pay most when it is too late to matter.",
        "who": "Finance director, the other heads of service, the scrutiny chair.",
        "audience": "facilitators",
        "stage": "framed",
        "entries": [
            (
                -6,
                "slow",
                "Took the figures to the finance director alone, before the board.",
                "She asked who would own the risk in year two. I had no name.",
                "Find the name.",
                "facilitators",
            )
        ],
        "commitments": [(6, "Ask two heads of service to own year two with me", "facilitators")],
    },
    "farah.forsyth": {
        "title": "A council that says sorry early",
        "statement": (
            "Changing how we answer complaints from families, so that the first letter is written by "
            "someone who has met them."
        ),
        "audience": "cohort",
        "stage": "piloted",
        "entries": [
            (
                -12,
                "moving",
                "Three area teams write the first letter themselves for a month.",
                "Fewer second letters. One very hard phone call.",
                "Share the phone call with the lawyers, not only the figures.",
                "cohort",
            )
        ],
        "commitments": [],
    },
    "kofi.kowalczyk": {
        "title": "Scrutiny that helps",
        "statement": "Making the scrutiny committee a place where officers bring problems before they are news.",
        "audience": "set",
        "stage": "framed",
        "entries": [
            (-8, "stuck", "", "The chair thinks it makes us look weak.", "Ask him what strong would look like.", "set")
        ],
        "commitments": [(1, "Coffee with the scrutiny chair, no papers", "set")],
    },
    "niamh.nolan": {
        "title": "Nobody sent home on a Friday",
        "statement": "Ending Friday exclusions across our four schools without the heads feeling watched.",
        "why": "Because home is not a safe place for all of them, and Friday makes it three days.",
        "audience": "set",
        "stage": "tried",
        "entries": [
            (
                -5,
                "moving",
                "Asked each head for their hardest Friday.",
                "All four told a story. None had told it to the others.",
                "Put the four in one room.",
                "set",
            )
        ],
        "commitments": [(3, "Book the room, and bring lunch", "set")],
    },
    "priya.patel": {
        "title": "Waiting less for a first appointment",
        "statement": "Bringing the wait for a first appointment under a month, with the staff we have.",
        "audience": "me",
        "stage": "framed",
        "entries": [
            (-4, "slow", "", "I keep writing the plan and not showing it to anyone.", "Show it to one person.", "me")
        ],
        "commitments": [(8, "Show the plan to one person who will disagree", "me")],
    },
    "siobhan.rees": {
        "title": "A college for the town, not in it",
        "statement": (
            "Opening the workshops to parents in the evenings when the estates team says it cannot be insured."
        ),
        "audience": "cohort",
        "stage": "rolled_out",
        "entries": [
            (
                -2,
                "changed",
                "Asked the insurers myself.",
                "They said yes in four days, with one condition.",
                "Thank the estates team for the question.",
                "cohort",
            )
        ],
        "commitments": [],
    },
}
# who replied what to workshop 1; everybody else has not answered yet
REPLIES = {
    "coming": [
        "amina.abara",
        "bethan.bennett",
        "callum.conteh",
        "daniela.davies",
        "ewan.ellery",
        "farah.forsyth",
        "gareth.griffiths",
        "joanne.jerome",
        "kofi.kowalczyk",
        "marcus.mbeki",
        "niamh.nolan",
        "oluwaseun.orourke",
        "priya.patel",
        "siobhan.rees",
        "una.thorne",
        "zoe.yeo",
    ],
    "online": ["lowri.llewellyn"],
    "part": ["rhys.quayle"],
    "sorry": ["tomasz.sandhu"],
}
# Who did not reply themselves: what the office was told, and by whom
RANG = (
    "bethan.bennett",
    {"answer": "part", "note": "From 11:00, after a committee", "said_by": "Her assistant, by telephone"},
)
GUEST = {"name": "Morwenna Trease", "organisation": "Westmarsh Council"}
LATE_OR_EARLY = {"callum.conteh": (time(10, 40), None), "una.thorne": (None, time(15, 15))}
ABSENT = ["victor.underhill"]  # from the residential
# session, which of the items of that title, its title, what it collects; who said it ("" from a card), named, what
FROM_THE_ROOM = [
    (
        "Residential",
        1,
        "Lunch",
        "more",
        [
            ("amina.abara", False, "How a scrutiny committee really works, from somebody who has sat on one"),
            ("callum.conteh", True, "What other places gave up so that early help could be paid for"),
            ("", False, "Saying no to a politician, and still being asked next time"),
        ],
    ),
    (
        "Residential",
        0,
        "What I will try first",
        "learning",
        [
            ("bethan.bennett", False, "I answer too fast. Three questions before I say what I think."),
            ("", False, "The people who can stop it were not in my first drawing."),
            ("daniela.davies", True, "Ask what they stand to lose before asking for help."),
            ("", False, "Nobody here has a post that covers the whole problem, and that helps."),
        ],
    ),
    ("Workshop 1", 0, "Messages from the corporate and political centre", "questions", []),
]

# After the residential: what was asked, and what was answered. Each prompt with who answers, and whether they offer it.
PROMPTS = {
    "What struck you most, and why that?": [
        ("bethan.bennett", True, "How often I answer before I have heard the question."),
        ("amina.abara", True, "That the finance director and I want the same thing and never said so."),
        ("callum.conteh", True, "The silence after “what would you have to give up?”"),
        (3, True, "Nobody in the room works for the person they most need to persuade."),
        (4, True, "I have been solving the wrong problem, rather well."),
        (5, True, "How much easier it is to see somebody else’s challenge."),
    ],
    "Whom do you now need to talk to?": [
        ("bethan.bennett", False, "The head who did not come. I have been going round her for a year."),
        (3, True, "The lead member, before the budget, not after."),
    ],
}
SCALES = {
    "The session was worth the time it took.": [5, 4, 5, 3, 4, 5, 4, 2, 5],
    "I could say what I really think.": [4, 3, 5, 4, 2, 4, 5, 3],
    "I know who must say yes to my challenge, and what they care about.": [2, 3, 1, 2, 4, 3, 2],
}
OPEN = "What should we do differently next time?"
OPEN_ANSWERS = [
    "More time in threes.",
    "Fewer slides before lunch.",
    "Longer breaks: the corridor was half of it.",
    "Hear from somebody for whom it went wrong.",
    "Tell us the day before what to read.",
]

# What the set says to the newest entry that is shared with it.
COMMENTS = [
    "Which of the two heads has most to lose? I would begin there.",
    "You said “pitch” again. What would you ask them instead?",
]
STORY = ("bethan.bennett", "From five front doors to one question")
