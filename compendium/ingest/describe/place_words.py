"""The words around a name that say whether a prison is meant, and those that speak against it."""

import re

# ---- words for prison ----------------------------------------------------------------------------------------------

_INSTITUTION = r"(?:Prison|PRISON|Y(?:oung|OUNG)\s+O(?:ffenders?|FFENDERS?)['’]?s?\s+I(?:nstitution|NSTITUTION))s?"
_SHORT = r"(?:H\.?M\.?(?:P|YOI|IRC)s?\.?|HMPYOI|YOIs?|IRCs?|STCs?|(?i:hmp|hmyoi))"
_LONG = (
    rf"(?:(?:HM|H(?:is|er|IS|ER)\s+M(?:ajesty|AJESTY)['’][sS])\s+{_INSTITUTION}"
    r"|Immigration\s+Removal\s+Centres?|Secure\s+Training\s+Centres?|[Ss]ecure\s+[Ss]chool)"
)
PRISON = rf"\b(?:{_SHORT}|{_LONG})(?:\s*(?:/|&|and|\+)\s*(?:{_SHORT}|{_INSTITUTION}))?"
"""What stands before a name and makes it a prison's: HMP, HMP/YOI, HM Prison and Young Offender Institution, IRC."""

JUST_BEFORE = re.compile(rf"{PRISON}[:,]?\s+(?:[Tt]he\s+|THE\s+)?$")
_WELSH = r"(?:CEM|STI|(?:[CG]|Ng|Ch)h?archar(?:\s+Ei\s+[FM]h?awrhydi)?|Sefydliad\s+Troseddwyr\s+Ifanc)"
WELSH_BEFORE = re.compile(rf"\b{_WELSH}(?:\s*(?:/|ac?)\s*{_WELSH})?\s+(?:yr?\s+)?$")
_PLACE_OF_CUSTODY = (
    r"(?:[Jj]ail|JAIL|[Gg]aol|HMP|(?:HM)?YOI|STC|IRC|[Yy]oung\s+[Oo]ffenders?['’]?\s+[Ii]nstitution"
    r"|[Ss]ecure\s+[Tt]raining\s+[Cc]entre|(?:[Ii]mmigration\s+)?(?:[Rr]emoval|[Dd]etention)\s+[Cc]entres?"
    r"|[Ss]ecure\s+[Ss]chool)"
)
_OF_WHOM = r"(?:(?:wo)?men['’]s\s+|open\s+|local\s+)?"
JUST_AFTER = re.compile(
    rf"(?:['’]s?)?\s+\(?{_OF_WHOM}(?:[Pp]rison(?:ers?)?(?!\s+(?:[Ll]eaver|[Rr]eform))|PRISON|{_PLACE_OF_CUSTODY}"
    rf"|OMU|IMB"
    r"|Independent\s+Monitoring\s+Board|(?:[A-H]\s)?(?:[Ww]ing|[Hh]ouseblock)|[Cc]at(?:egory)?\s?[A-D])\b"
)
AFTER_SEVERAL = re.compile(
    rf"\s+{_OF_WHOM}(?:[Pp]risons|PRISONS|HMPs|YOIs|STCs|IRCs|[Jj]ails)\b"
    r"|[^.;:!?]{0,60}\b(?:both|these|the\s+(?:two|three|four|five|six))\s+(?:\w+\s+)?prisons\b"
)

# ---- words of custody -----------------------------------------------------------------------------------------------
# In small letters: what they read is lowered first, which is much faster than a pattern that ignores capitals.

_SENT = r"(?:transfer(?:red|s)?|ghosted|ship(?:ped|ments?)(?:\s+out)?|decanted|remanded|recalled|allocated)"
_SOMEONE_WAS = r"(?:was|were|been|being|be|got|get|getting|am|is|are|him|her|me|them|us)"
_LET_OUT = r"(?:released?|releases|discharged|absconded|escaped|rotls?|(?:temporary|day)\s+release)"
_VISITS = r"(?:visits?|visiting(?:\s+(?:day|hours|time|room|hall))?|visitors)"
_PEOPLE = r"(?:people|men|women|boys|girls|children|prisoners|those|(?:i|he|she)\s+was|who\s+(?:was|were|are|is))"
_TIME = r"(?:days|weeks|months|years?|time|a\s+year)"
_HELD = (
    rf"(?:{_PEOPLE}\s+held|detained|imprisoned|incarcerated|locked\s+up|banged\s+up|custody|on\s+remand|serv(?:ed|ing)"
    rf"|sentence|cells?|wings?|landings?|inmates|prisoners|(?:did|done|doing|spent)\s+(?:\w+\s+)?{_TIME})"
)
_OF_A_PRISON = (
    r"(?:prison|jail|wings?|landings?|houseblocks?|governors?|officers|chaplain\w*|detainees|lifers|omu|imb|cells?"
    r"|segregation|healthcare|men|women|boys|girls|lads|residents|prisoners|young\s+adults|gate)"
)
PREPOSITION = re.compile(r"\b(?:at|in|to|from|of|into)\s+(?:the\s+)?$")
"""How CUSTODY_BEFORE ends: much faster to ask first."""

CUSTODY_BEFORE = re.compile(
    rf"\b(?:{_SENT}\s+(?:\w+\s+){{0,2}}?(?:to|from|into|out\s+of)"
    rf"|{_SOMEONE_WAS}\s+(?:\w+ly\s+|then\s+|later\s+)?moved\s+(?:on\s+|across\s+|back\s+)?(?:to|from|out\s+of)"
    r"|moved\s+(?:me|him|her|us|them)\s+(?:on\s+|across\s+|back\s+)?(?:to|from|out\s+of)"
    rf"|{_LET_OUT}\s+(?:\w+\s+){{0,2}}?from|(?:c[ao]me|coming|got|get|getting|let|walked)\s+out\s+of"
    rf"|{_VISITS}\s+at|{_HELD}\s+(?:\w+\s+){{0,3}}?(?:at|in)"
    rf"|{_OF_A_PRISON}\s+at|(?:governors?|wings?|landings?|prisoners|inmates|detainees)\s+of)\s+(?:the\s+)?$",
)
CUSTODY = re.compile(
    r"\b(?:cells?|wings?|landings?|houseblocks?|officers?|governors?|prison\w*|inmates?|custody|custodial"
    r"|bang(?:ed)?[- ]up|lock(?:ed)?[- ]?up|unlock(?:ed)?|on remand|rotl|hdc|segregation|detainees?|jail|omu|acct|iep"
    r"|chaplain\w*|visits?\s+(?:hall|room)|reception|induction|canteen|in[- ]cell|sentence\s+plan|screws?|boys|lads"
    r"|residents)\b",
)
AT = re.compile(r"\b(?:at|inside|(?:sent|taken)\s+(?:back\s+)?to|(?:landed|arrived|ended\s+up)\s+in|left|leaving)\s+$")
"""With a word of custody in the sentence, this makes a doubtful name a prison's: at Leeds, but not in Leeds."""

# ---- words that speak against it -----------------------------------------------------------------------------------

WORD = re.compile(r"[^\W\d_][\w’'-]*\.?")
WORD_AFTER = re.compile(r"[ \t]*(?:\n(?!\n))?[ \t]*([^\W\d_][\w’'-]*)")
SENTENCE_STARTS = re.compile(r"(?:^|[.!?:;•\n“\"‘(\[—–|]\s*)$")
SENTENCE_ENDS = re.compile(r"[.!?]['’”\")]*\s|\n\s*\n")
SMALL_BEFORE = re.compile(
    r"(?:a|an|and|as|at|before|after|because|both|but|by|for|former|from|if|in|inside|into|leaving|like|near|nor"
    r"|of|on|or|our|outside|since|so|than|that|the|then|this|to|under|unlike|until|via|we|when|where|while"
    r"|with|i|he|she|they|it|is|was|were|are|not|my|his|her|their|visiting|visits|hmp|prison|prisons)"
)
SMALL_AFTER = re.compile(
    r"(?:prison|prisons|hmp|yoi|hmyoi|stc|irc|imb|omu|wing|unit|visitors|visitor|independent|who|and|the|men"
    r"|women|in|on|at|therapeutic|detainee|keppel|category|cat|rotl|is|was|has|had|january|february|march"
    r"|april|may|june|july|august|september|october|november|december)"
)
TITLE = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Sir|Dame|Lord|Lady|Rev(?:erend)?|Judge|Officer|Inspector|Cllr|Councillor"
    r"|Governor|Minister|Sergeant)\.?"
)
PART_OF_A_NAME_ENDS = re.compile(r"(?:of|the|north|south|east|west|central|inner|greater|north-|south-|east-|west-)")
PART_OF_A_NAME = re.compile(
    r"\b(?:cit(?:y|ies)|towns?|county|village|universit(?:y|ies)|college|borough|port|bishop|archbishop|diocese"
    r"|duke|earl"
    r"|outskirts|streets|centre|north|south|east|west|parts?|suburbs?|district|council|people|battle|island|isle|house)"
    r"\s+of\s+(?:the\s+)?$|\b(?:north|south|east|west|central|inner|greater)[- ]$",
)
TOWN_AFTER = re.compile(
    r"(?:['’]s)?\s+(?:city|town|county|area|region|born|based|suburbs?|train|railway|bus|police|station|market|road"
    r"|streets?|hospital|universit\w+|college|council\w*|courts?|crown|magistrates|football|festival|offices?|branch"
    r"|airport|postcode|accent|common|cathedral|arena|club|drug|hostels?|probation|ferry)\b"
)
OTHER_NAME = re.compile(
    r"\s+(?:Marsh|Wood|Hall|Farms?|House|Hill|Park|Grange|Bank|Heath|Valley|Vale|Green|Bridge|Moor|Cross|Fields?|Court"
    r"|Downs?|Lane|Heights|Way|Wells|Bay|Camp|Common|Road|Street|Lodge|Manor|Priory|Abbey)\b",
    re.I,
)
"""What makes of a known name another one: HMP Ford Vale is not Ford."""

IN_TOWN = re.compile(
    r"\b(?:in|near|around|across|throughout|beyond|outside|via|for|towards)\s+$"
    r"|\b(?:move[sd]?|went|goes|go|gone|going|returned|came|comes?|travel\w*|home|trains?"
    r"|bus(?:es)?)\s+(?:\w+\s+)?(?:to|from)"
    r"\s+$|\b(?:famil\w+|friends?|born|grew\s+up|originally)\s+(?:\w+\s+)?(?:in|from)\s+$",
)
TO_TOWN = re.compile(r"\b(?:from|to|into|through)\s+$")
ARTICLE = re.compile(r"\b[Tt]he\s+$")
CAPITAL_ARTICLE = re.compile(r"[^\s.!?:;“\"‘(]\s+The\s+$")
"""Within a sentence "The Mount" is a name."""

# ---- lists ---------------------------------------------------------------------------------------------------------

_CAPITALISED = r"(?!HM)[A-Z][\w’'-]+(?:\s(?!HM)[A-Z][\w’'-]+){0,2}"
_AND = r"(?:,?\s+(?:and|or|as\s+well\s+as)\s+|\s*[/&+]\s*)"
JOINT = rf"(?:{_AND}|\s*[,;]\s+)(?:(?:at|from)\s+)?(?:both\s+)?(?:{PRISON}\s+)?(?:[Tt]he\s+)?"
GAP = re.compile(rf"{JOINT}(?:{_CAPITALISED}{JOINT}){{0,2}}")
"""What stands between two names of one list; up to two names that nobody knows may be in it."""

AND = re.compile(_AND)
NO_PRISON = re.compile(r"\b(?:Council|University|Trust|Services?|Court|Police|Centre|Road|Street|Lane)\b")
TO = re.compile(r"\s+to\s+(?:the\s+)?")
MOVE_FROM = re.compile(rf"\b(?:move[sd]?|moving|{_SENT}|sent|went|came)\b[^.;]{{0,25}}\bfrom\s+(?:HMP\s+)?$")
SEVERAL_BEFORE = re.compile(
    r"\b(?:prisons|establishments|jails|YOIs|institutions)\b[^.;:()]{0,45}?"
    r"(?::|\(|\b(?:were|are|included?|including|such\s+as|like|namely|at|of)\b|[–—])\s*$"
    rf"|\b(?:HMPs|HMYOIs|YOIs|IRCs|STCs)\s+(?:{_CAPITALISED}{JOINT}){{0,6}}$"
)
ONE_BEFORE = re.compile(rf"{PRISON}\s+{_CAPITALISED}{_AND}(?:[Tt]he\s+)?$")
"""A prison nobody knows stands first: HMP Fenmoor and Leeds."""

ANY_BEFORE = re.compile(rf"\b[A-Z][\w’'-]+{_AND}$")

# ---- names after HMP that nobody knows -----------------------------------------------------------------------------

_NEW_NAME = rf"(?:[Tt]he\s+)?{_CAPITALISED}(?:\s+(?:of|on|upon|le|in\s+the)\s+{_CAPITALISED})?"
NEW_NAME = re.compile(_NEW_NAME)
NEW_NAMES = re.compile(rf"{PRISON}[:,]?\s+(?P<names>{_NEW_NAME}(?:(?:{_AND}|,\s+)(?!HM){_CAPITALISED})*)")
NO_PART_OF_A_NAME = re.compile(
    r"(?:a|admissions|adult|annual|approved|april|august|board|boards|category|catering|cat|centre|chaplaincy"
    r"|children|december|detainee|detention|director|education|employment|estate|estates|families|february"
    r"|governor|governors|grand|healthcare|health|heads|head|i|in|induction|independent|inquest|inspection"
    r"|inspectorate|inspectors|it|january|july|june|library|manager|may|march|men|monitoring|news|november"
    r"|october|of|offender|officer|officers|omu|imb|our|people|pilot|policy|population|prison|prisoner"
    r"|prisoners|prisons|probation|project|psychology|reception|region|report|residents|rotl|rules|secure"
    r"|security|segregation|september|service|services|she|he|staff|standards|support|survey|system|team|the"
    r"|therapeutic|training|unit|visitor|visitors|visits|we|wing|wings|women|yoi|young|hmp|hmyoi|irc|stc|and)"
)
