"""The words before a name that tell it to be a person's, whether a list holds it or not: somebody heard, held or
supervised, near to them, or at work there. Each pattern ends where the name begins."""

import re

from compendium.ingest.privacy.person_words import KIN, LIVED, STAFF, TITLE

_OF_WHOM = r"(?:an?|one|another|the|this|that|our|my|his|her|their|its|whose|two|three|four|both|[\w-]+[’']s)"
_TITLED = rf"(?:{TITLE})?$"

NAMED_BEFORE = re.compile(
    rf"\b(?:(?:{LIVED}|{KIN}s?|{STAFF}|someone|somebody)(?: here| there| on the wing)?,? (?:\(?(?:who )?(?:is|was"
    rf"|were) )?"
    r"(?:called|named|nicknamed|known (?:to \w+ |here |on the wing )?(?:as|by the name of)|by the name of)"
    r"|(?:my|his|her|their|whose|your) (?:real |first |full |middle |nick)?name (?:is|was)|first name|forename"
    r"|surname|alias|also known as|people call me|they call me"
    r"|(?:staff|everybody|everyone|friends|people|the lads|the others|officers) called(?: him| her)?"
    r"|(?:goes|went|known) by(?: the name(?: of)?)?|(?:calls|called|call|calling) (?:him|her|them|my)self"
    r"|named (?:his|her|the|their) (?:baby|son|daughter|first|second|child)"
    r"|(?-i:\b(?:Applicant|Name|Prisoner|Resident|Participant|Complainant|Appellant|Interviewee|Patient|Client|Claimant"
    r"|Defendant|Resident)(?:[’']s name| name)?:)"
    r"|(?-i:\b[Ss]igned)[^.:;]{0,30}[:,]"
    rf"|\b(?:{LIVED}|{KIN}) (?:we (?:will |shall |have )?call(?:ed)?)) (?:{TITLE})?[‘“'\"]?$",
    re.I,
)
"""Somebody is named as such: whatever stands there is a name."""

LEADS = re.compile(
    r"(?:, | \(|\b(?:called|named|nicknamed|as|of|is|was|me|(?:my|him|her|them)(?:self)?|themselves|by|call|calling"
    r"|baby|son"
    r"|daughter|child|first|second|name|forename|surname|alias|(?:name|applicant|prisoner|resident|participant"
    r"|complainant"
    rf"|appellant|interviewee|patient|client|claimant|defendant|signed|page|name):) (?:{TITLE})?[‘“'\"]?)$",
    re.I,
)
"""The ends of such words, and of those after which the name is set apart: sooner looked for than the whole."""

APART_BEFORE = re.compile(
    rf"\b(?:{_OF_WHOM}|former|fellow) (?:(?!(?:in|at|from|near|by|for)\b)[\w’'-]+,? ){{0,5}}?(?:{LIVED}|{KIN}"
    r"|author|narrator|winner|writer|letter[- ]writer|artist)s?(?: of (?:mine|ours|his|hers|theirs|the group|our \w+"
    r"|one \w+)"
    r"| in (?:the|our|this) \w+| (?:on|from) (?:the|his|her) \w+| (?:who|whom) [\w’' ]{1,40})?,"
    rf"(?: (?:also|now|still) \w+,)? {_TITLED}",
    re.I,
)
"""Somebody is described, and then named: "our third interviewee, "."""

NUMBERED_BEFORE = re.compile(rf"\b(?:{LIVED}|case|story|letter|interview) \w{{1,3}}[,:.–-] {_TITLED}", re.I)
"""Somebody who has a number is named: "Interviewee 12, "."""

OF_BEFORE = re.compile(
    r"\b(?:statement|testimony|diary|letters?|handwriting|signature|property|belongings|cell|medical records?"
    r"|case ?notes|arrest"
    r"|release|sentencing|recall) of $|\b(?:cell|landing|pad|wing|dormitory|bunk|dock) with $"
)
"""What only a person has, and with whom somebody is held."""

LOOSELY_APART = re.compile(
    rf"\b(?:{_OF_WHOM}) (?:[\w’'-]+ ){{0,3}}?(?:{LIVED}|{KIN}|winner|author|writer|artist) (?:of|in|on|at|from|with"
    rf"|for)"
    rf" [\w’' -]{{1,50}}, {_TITLED}",
    re.I,
)
"""The same with a place or the like between, where the name may be another place."""

ANOTHER_BEFORE = re.compile(
    r"\b(?:[Aa]nother|One|[Aa] (?:second|third|fourth)|The (?:first|second|third|last|other)), $"
)
IS_BEFORE = re.compile(
    rf"\b(?:the|our|my|his|her|their) (?:(?:\w+ )?(?:youngest|oldest|eldest|two|three|four|five|six|others?)"
    rf"|(?:\w+ ){{0,2}}"
    rf"(?:{LIVED}|{KIN})s?)(?: [\w’-]+){{0,6}} (?:was|were|is|are) $",
    re.I,
)
"""Somebody is said to be one who is named: "the first person to answer was "."""

BESIDE_BEFORE = re.compile(
    rf"\b(?:(?i:my|his|her|their|our|whose|[a-z]+[’']s) (?:\w+ ){{0,2}}?(?:{KIN})|(?:{LIVED}))(?: is| was)? {_TITLED}"
    rf"|\b(?i:{LIVED})(?: \w{{1,3}})? \($"
    rf"|\b(?:{KIN}|parents|famil(?:y|ies)|relatives|children|cellmate|solicitor|key ?worker|diary|cell) of {_TITLED}"
    rf"|\b(?:Aunt(?:ie|y)?|Uncle|Nanny?|Cousin"
    rf"|Grandad"
    r"|Grandma|Granny|Big|Little|Lil|Old|Young) $"
    r"|\b(?i:names|contributors|participants|interviewees|poets|writers|winners|readers|members|twins|brothers|sisters"
    r"|those who [\w ]{1,30}|people who [\w ]{1,30})[\w ]{0,40}: $"
)
"""The description goes straight on to the name: "prisoner ", "her brother "."""

STAFF_APART = re.compile(
    rf"\b{_OF_WHOM}\b[\w’' -]{{0,40}}?\b{STAFF}(?:(?<!s) (?:of|on|in|at|from|for) [\w’' -]{{2,30}}| there| here)?"
    rf"(?: (?:who|that) [\w’' ]{{1,40}})?(?:,| is| was| \()(?: (?:called|named) )? ?(?:an? )?{_TITLED}",
    re.I,
)
STAFF_BESIDE = re.compile(rf"\b{STAFF} {_TITLED}", re.I)
STAFF_NAMED = re.compile(
    rf"\b{STAFF}(?: on (?:the )?\w+)?,? (?:(?:who )?(?:is|was) )?(?:called|named|by the name of|whose name (?:is"
    rf"|was)) {_TITLED}",
    re.I,
)

SHOWN_BEFORE = re.compile(
    r"\b(?:in|from|take|consider) the (?:\w+ )?(?:vignette|extract|excerpt|account|story|case|passage|quotation|quote"
    r"|scene|exchange|example|poem|letter|diary|field ?notes?)(?: (?:study|entry|extract))?"
    r"(?: (?:below|above|that follows|which follows|opposite|overleaf|here))?(?: of|,) $"
    r"|\b(?:take|meet|met|consider|(?:case|story|example|words|experience|account|cell|diary|words|day|week) of"
    r"|(?:letter|poem|card|note)[^.;]{0,12} (?:from|by)|on behalf of|submitted by|told (?:\w+ )?by"
    r"|interview(?:ed)?(?: with)?"
    r"|(?:conversation|session|appointment|meeting) with|(?:spoke|talked|listened|spoken|talking)(?: \w+)? (?:to|with)"
    r"|heard from|asked|watched|followed|thanked|told) $",
    re.I,
)
"""Somebody's account is shown; whose, the name says, if what follows is about a person."""

HEARD_BEFORE = re.compile(
    r"\b(?:[Aa]ccording to|[Ii]nterviews? with|[Cc]onversations? with|(?:[Ll]etter|[Cc]ard|[Nn]ote)[^.;]{0,12} from"
    r"|[Pp]oem by|[Dd]iary of|said by) $"
)
"""The same, of hardly anything but a person."""

DONE_TO_BEFORE = re.compile(
    r"\b(?:knew|known?|liked|likes|helped|moved|called|rang|rung|met|saw|seen|told|asked|gave|taught|drove|took|taken"
    r"|sent|put"
    r"|found|left|visited|hugged|watched|heard|remembers?|trusted|searched|unlocked|escorted|released|recalled"
    r"|married|lent"
    r"|showed|paid|nicked|restrained|transferred|phoned|texted|thanked|missed|loved|raised) $"
)
"""What is done to a person, before the name."""

SAID_BEFORE = re.compile(
    r"[”\"’'],? (?:said|says|explained|explains|recalled|recalls|added|adds|replied|remembered|wrote|writes|admitted"
    r"|reflected|laughed|insisted|told us|asked|answered|continued|shrugged|whispered|shouted|joked|sighed) $"
)
MADE_BEFORE = re.compile(
    r"\b(?:poem|artwork|drawing|painting|picture|story|letter|words|lyrics|photo\w*),? (?:is )?(?:by|from) $", re.I
)
"""What somebody held may have made; who, the name says, if an establishment follows."""

I_AM_BEFORE = re.compile(r"\bI(?:[’']m| am) $")

PLACE_BEFORE = re.compile(
    r"\b(?:in|at|from|near|to|into|via|through|outside|around|across|between|over|under|within|towards|of|the|HM ?P"
    r"|visited|called) $",
    re.I,
)
"""What stands before a place, an organisation or a thing rather than before a person who does something."""

AT_BEFORE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]n|[Ss]ince|[Dd]uring|[Uu]ntil|[Aa]cross|[Ii]nside|[Oo]utside|[Aa]fter|[Bb]efore"
    r"|[Bb]y"
    r"|[Ff]rom|HM ?P|YOI) $"
)

NO_SUBJECT_BEFORE = re.compile(
    r"\b(?:an?|the|this|these|those|each|every|any|our|their|its|his|her|my|your|new|old|other|former|local|nearby"
    r"|with|by"
    r"|for|about|on|like|than|via|[A-Z][\w’-]+) $|[’']s $|[&/(‘]$"
)
"""What does not stand before one who does something."""
