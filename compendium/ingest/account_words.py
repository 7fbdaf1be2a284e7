"""The words by which a sentence is known as what participants told, a survey's result, a recommendation or the
authors' own: in lower case, as sentences are when they are looked at. Kept apart from the rules that use them (see
`accounts`).
"""

import re

_ONES = r"one|two|three|four|five|six|seven|eight|nine"
_TENS = r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
NUMBER = (
    rf"(?:\d+|(?:{_TENS})(?:[- ](?:{_ONES}))?|{_ONES}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen)"
)
_HEARD = (
    r"(?:(?:ex-|former )?(?:prisoners?|inmates?|detainees?|residents?|service[ -]users?|lifers?|offenders?)"
    r"|probationers?"
    r"|people|persons?|m[ae]n|wom[ae]n|boys?|girls?|child(?:ren)?|young (?:people|persons?|adults?)|youngsters?"
    r"|participants?|interviewees?|contributors?|patients?|learners?|teenagers?|veterans?|writers?|first-timers?"
    r"|famil(?:y|ies)|family members?|relatives?|visitors?|parents?|mothers?|fathers?|mums?|dads?|partners?|wives|wife"
    r"|husbands?|sisters?|brothers?|sons?|daughters?|grandmothers?|grandfathers?|grandparents?|carers?|foster carers?"
    r"|care leavers?|survivors?|representatives|\d\d-year-old|peer supporters?)"
)
_NO_PEOPLE = (
    r"(?! (?:of (?:it|this|the (?:prisons|units|wings|reports|work|time)))|(?: \w+)? (?:years?|months?|weeks?|days?"
    r"|times?"
    r"|things?|ways?|reasons?|cases?|areas?|studies|reports?|prisons?|units?|of it)\b)"
)
_SOME = (
    rf"(?:(?:many|most|some|several|few|a few|another|both|all|one|{NUMBER}){_NO_PEOPLE}|others?|none|nobody|no one"
    r"|everyone|(?:nearly )?everybody|those|they|he|she)"
)
_STAFF = (
    r"(?:staff|officers?|managers?|governors?|practitioners?|chaplains?|imams?|nurses?|doctors?|gps|teachers?|tutors?"
    r"|instructors?|(?:social |support |case|key|youth )?workers?|work coach|professionals?|psychologists?|pharmacists?"
    r"|supervisors?|directors?|leaders|employees?|volunteers?|mentors?|employers?|colleagues|magistrates?|judges?"
    r"|clerks?"
    r"|providers?|commissioners?|inspectors?|the head of \w+|partners? agenc\w+|police|teams|bosses|sentencers)"
)
_TELL = (
    r"(?<!\bbe )(?<!\bto )(?<!\bis )(?<!\bare )(?:said|says|saying|told|tells|described|describes?|describing"
    r"|explained|explains?"
    r"|reported|reports?|spoke of"
    r"|spoke (?:\w+ )?about|spoke warmly|speak of|talked (?:about|of)|recalled|recalls?|remembered|remembers?|mentioned"
    r"|complained|reflected|felt|feels?|believed|believes?|thought|wanted|wished|hoped|feared|worried|dreaded|longed"
    r"|valued|appreciated|liked|disliked|loved|hated|preferred|trusted|mistrusted|distrusted|resented|missed|expected"
    r"|agreed|disagreed|disputed?|understood|learn(?:ed|t)|discovered|noticed|knew|saw|heard|asked|praised|criticised"
    r"|welcomed|admitted|acknowledged|realised|struggled|suffered|wondered|considered|regarded|viewed|judged|compared"
    r"|contrasted|linked|put it|brought up|raised (?:it|this|that|the (?:issue|matter|question)|concerns?)|shared"
    r"|suggested|stressed|emphasised|argued|expressed|voiced|summed"
    r"|added|insisted|named(?= \w)|called|guessed|minded|forgave|relied|depended|put up with|blamed|found (?!out))"
)
_BETWEEN = r"(?:[\w’'-]+,? ){0,%d}?"

HEARD_TELLS = re.compile(
    rf"\b{_HEARD}\b (?!(?:is|are|should|must|has|have)\b)(?!(?:[\w’'-]+ ){{1,8}}?(?:inspectors|we) (?:saw|heard|found))"
    rf"{_BETWEEN % 8}{_TELL}\b"
    rf"|\b(?:said|explained|added|recalled) (?:one|another|an?|several|some|many) {_BETWEEN % 3}{_HEARD}\b"
    rf"|, {_HEARD} said\b|\b(?:in|according to) {_BETWEEN % 2}{_HEARD}(?:’s|’)? ?(?:words|accounts?|eyes|view"
    r"|experience)\b",
)
SOME_TELL = re.compile(
    rf"\b{_SOME}\b {_BETWEEN % 5}{_TELL}\b|\bwe (?:also )?(?:heard|were told|kept hearing)\b"
    r"|\btold (?:us|inspectors|the (?:researchers?|team|inquiry))\b|\bdescribed to us\b|\b(?:common|main) complaint\b"
    r"|\bcame up (?:in|again)\b"
    r"|\b(?:were|was) (?:often |usually |variously |widely |sometimes )?(?:described|spoken of|remembered|recalled|felt"
    r"|mentioned|experienced|valued|praised|trusted|resented)\b(?! in (?:chapter|section))",
)
LIVES = re.compile(
    rf"^\W*(?:\d+[.)] ?)?(?:[a-z][^,.;]{{2,40}}, )?(?:(?:the|these|those|our|other|some|many|most|several|few|all"
    rf"|both|older"
    rf"|younger|{NUMBER}|a|an|of|and|or|black|asian|muslim|disabled|number) ){{0,4}}(?:{_HEARD}|they|he|she)\b"
    rf"(?: who (?:[\w’'-]+ ){{1,8}}?)?(?: (?!(?:is|are|has|have|need|should|must|can|may)\b)[\w’'-]+){{0,4}}? (?:had"
    rf"|were|was"
    r"|did|could|would|went|came|got|kept|left|lost|made|took|gave|found|slept|sat|stood|began|became|waited|tried|used"
    r"|needed|faced|lived|arrived|stopped|started|turned|spent|paid|washed|ate|walked|cried|stayed|signed|queued|lay"
    r"|wrote)\b"
    r"(?! (?:\w+ly )?(?:assessed|identified|recognised|considered|safeguarded|protected|judged|reviewed|monitored"
    r"|allocated"
    r"|referred|supported|known to|subject to|looked after))"
    r"|^\W*(?:some|others|several|many|most|a few|nobody|no one|everyone|(?:nearly )?everybody) (?:had|could|did"
    r"|were|went|got"
    r"|lost|kept|came)\b"
    rf"|^\W*(?:for|to) (?:many|most|some|others|one)(?: of {_BETWEEN % 2})?(?: {_HEARD})?,",
)
LIVES_TOO = re.compile(
    rf"\b(?:{_HEARD}|they|he|she)\b (?:who (?:[\w’'-]+ ){{1,8}})?(?:{_BETWEEN % 2})(?:had|were|was|did|could|would"
    rf"|went|came"
    r"|got|kept|left|lost|made|took|gave|found|slept|sat|stood|began|became|waited|tried|used|needed|faced|lived"
    r"|arrived"
    r"|stopped|started|turned|spent|paid|washed|ate|walked|cried|stayed|signed|queued|lay|wrote)\b"
    rf"|\b(?:for|to) (?:many|most|some|others|one)(?: of {_BETWEEN % 2})?(?: {_HEARD})?\b",
)
"""What they lived through, where they told something before or after."""

GOES_ON = re.compile(
    r"\b(?:they|them|their|he|him|his|she|her|some|others?|many|most|several|one|few|nobody|none|was|were|had|did)\b",
)
STAFF_TELLS = re.compile(
    rf"\b{_STAFF}\b (?!who\b)(?:(?!who\b|that\b)[\w’'-]+,? ){{0,6}}?(?:{_TELL}|was blunt)\b"
    rf"|^\W*(?:the |some |several |many |most |other |{NUMBER} )?{_STAFF} (?:who|we) (?:[\w’'-]+ ){{1,8}}?{_TELL}\b"
    rf"|\b(?:said|explained|added) (?:an?|one|the) {_BETWEEN % 3}{_STAFF}\b",
)

_THINGS = (
    r"(?! (?:\w+ )?(?:prisons?|units?|wings?|landings?|houses?|sites?|areas?|meetings?|sessions?|recommendations?"
    r"|visits?"
    r"|days?|weeks?|months?|years?|hours?|courses?|reports?))"
)
PRESENT = re.compile(
    r"\b(?:is|are|has|have|does|do|can|may|makes?|takes?|comes?|goes|stays?|gives?|depends?|requires?|allows?|means?"
    r"|lies"
    r"|knows?|leads?|visits?|follows?|begins?|shows?|holds?|lives?|needs?|keeps?|remains?|allows?|works?|varies"
    r"|runs?|act)\b"
)
PAST = re.compile(
    r"\b(?:was|were|had|did|went|came|got|saw|knew|felt|kept|left|lost|made|took|gave|found|thought|said|told|heard"
    r"|spent"
    r"|slept|sat|stood|began|became|wrote|ran|paid|ate|met|held|brought|could|would|[a-z]{2,}(?<!ne)ed)\b"
)
AUXILIARIES = (" is ", " are ", " be ", " been ", " being ", " has ", " have ", " usually ", " often ", " not ")
"""What the authors state stands in the present; what people told stands in the past."""

FIGURE = re.compile(
    r"\d ?%|\bper ?cent\b|\bhalf\b(?! past| an? |-)|\b(?:quarters?|(?<!the )thirds?|fifths?|tenths?)\b"
    rf"|\b(?<!only ){NUMBER} (?:(?:in|out of) (?:every )?(?:\d+|ten|five|four|three|six|eight|twenty)\b"
    rf"|(?:of|out of) (?:the |those |these )?{NUMBER}\b{_THINGS}|(?<!one )of (?:those|them|these)\b)"
    rf"|\bof (?:the|those|these) (?:\d\d+|(?:{_TENS})(?:[- ](?:{_ONES}))?)\b{_THINGS}"
    rf"|^\W*of (?:the |those |these )?\d+ [\w ]{{1,30}}? who\b|\bpeople in {NUMBER}\b|\bn ?= ?\d|\bbase\b ?:"
    r"|\d out of (?:10|ten)\b",
)
PEOPLE = re.compile(
    r"\b(?:m[ae]n|women|people|prisoners|residents|visitors|famil(?:y|ies)|participants|respondents|interviewees"
    r"|those)\b"
)
"""Whose counts are most often of people who were asked; those of children in care are from records."""

REST = re.compile(r"^(?:the (?:rest|others|remainder)|another|a further)\b")
"""More of a result."""

COUNTED = re.compile(
    r"\b(?:respondents|those who (?:answered|replied|responded))\b.*\b(?:rated|scored|more likely|less likely)\b"
    r"|\b(?:more|less) likely (?:to|than)\b.*\d ?%|\bdifference (?:was|is|were)?\b.*\bsignificant"
    r"|\bsignificant difference"
    r"|^(?:q|question) ?\d+[.:]|\bon average\b.*\b(?:rated|out of)\b|\brated\b.*\bout of (?:10|ten)\b|\b(?:middle"
    r"|average|mean) score\b|\bthe (?:average|mean) (?:was|is) \d",
)
SCALE = re.compile(
    r"\bagree\b.*\bdisagree\b|\bvery (?:easy|good|safe|satisfied|likely|often)\b.*\bvery (?:difficult|bad|poor|unsafe"
    r"|dissatisfied|unlikely|rarely)\b|\b[nN] ?=|\bbase\b ?:?|\(of \d+\)|%.*\b(?:said|who (?:said|felt|agreed|knew"
    r"|had))\b"
    r"|(?:percentage|per ?cent|share|proportion|number) (?:of|who)\b.*\b(?:respondents|who|saying|agreeing)\b"
    r"|\bpeople who (?:had )?(?:asked|answered|gave|said)\b|\brespondents\b|\b(?:could )?tick(?:ed)?\b",
    re.I | re.S,
)
HEADING_SURVEY = re.compile(r"\b(?:survey (?:results|findings)|results of the|findings of the questionnaire)\b", re.I)
RETURNS = re.compile(r"\b(?:given out|sent (?:back|out)|response rate|distributed)\b", re.I)
"""How many questionnaires came back: the method of a survey, not a result."""

OF_RECORDS = re.compile(
    r"\b(?:records?|assessments?|complaints were (?:made|received|answered|submitted)|use of force|deaths?"
    r"|population|caseload|capacity|budgets?|spending|costs?"
    r"|vacanc\w+|statistics|national figures|per cent of (?:it|the population)|expectation)\b"
)
"""Figures of an office, not answers of people."""

ASKS = re.compile(
    r"\bit is (?:vital|essential|imperative|crucial) that\b|\bwe (?:also |now )?(?:are calling on|call|ask that)\b"
    r"|\b(?:should|ought to|must)\b(?! (?:not )?(?:have|be able)\b)|\bwe (?:recommend|call (?:on|for)|urge|ask (?:the"
    r"|that))"
    r"|\bis recommended that|\bwould (?:recommend|like to see)\b|^to (?:the|all) [\w ]+:|^\W*recommendation \d",
)
HEADING_ASKS = re.compile(
    r"\brecommend|\b(?:needs? to|must|should|could) (?:change|happen|be done|do)\b|\b(?:our )?asks\b|\bnext steps\b"
    r"|\bwhat (?:would help|next|we ask|(?:staff|you|teams) can do)\b|\bcalls? (?:for|to)\b|\bactions\b"
    r"|\bthings (?:for|to (?:do|try))\b|\b(?:checklist|to try)\b",
    re.I,
)
HEADING_LISTS = re.compile(r"\b(?:checklist|questions (?:for|to)|try this|to try|talk it over|to do|top tips)\b", re.I)
"""Of a list that is nothing but what to do or to ask."""
HEADING_IMPROVES = re.compile(
    r"\b(?:areas? for improvement|priority (?:and immediate )?actions?|needs? to improve|key concerns?)\b", re.I
)
IMPERATIVE = re.compile(
    r"^[•·*▪◼–\d.,) |-]*(?:Ensure|Give|Put|Train|Tell|Make|Review|Provide|Improve|Develop|Increase|Publish|Ask|Write"
    r"|Keep|Stop"
    r"|Set|Use|Introduce|Check|Offer|Allow|Consider|Take|Fund|Commission|Strengthen|Establish|Implement|Accelerate"
    r"|Reduce"
    r"|Extend|Create|Build|Share|Monitor|Embed|Clarify|Work with)\b"
)
ASKS_UNDER_HEADING = re.compile(
    r"^[•·*▪–\d. |-]*(?!(?:The|This|These|Those|They|There|It|We|Our|He|She|In|On|At|Of|As|Some|Many|Most|One|Two|An?"
    r"|Nobody|Each|Every|For|When|Prisoners|People|Men|Women|Staff|Recommendations?|Numbers?)\b)"
    r"(?:[A-Z][a-z]+(?<!ed)(?<!ing)(?<!s) )(?!(?:was|were|had|is|are|has|have)\b)"
)

ABOUT_METHOD = re.compile(
    r"\b(?:took part|(?:were|was) interviewed|interviews? (?:was|were|took|lasted)|focus groups? (?:was|were)"
    r"|fieldwork|consent|(?:were|was) recorded|transcri\w+|anonym\w+|ethic\w+"
    r"|(?<!people )(?<!those )(?<!women )(?<!men )(?<!prisoners )(?<!residents )(?<!boys )we (?:also )?(?:spoke to"
    r"|interviewed"
    r"|visited"
    r"|held|met with|surveyed|carried out|analysed|used|collected|sent|read|quote|say|asked (?:nobody|each))"
    r"|researchers?"
    r"|sample|questionnaires? (?:was|were|under)|our visit|the (?:last )?inspection|groups? (?:was|were|lasted)"
    r"|refreshments|were recruited|is based on|(?:filled in|returned|sent back) the"
    r" questionnaire|were counted|are counted|counted (?:them|once)|left out|fuller account|may not hold|chapter \d"
    r"|sets? out what"
    r"|this (?:report|study|paper|chapter|section|briefing|summary)|table (?:\d+ )?therefore|first column)\b",
)
OF_OURS = re.compile(
    r"^\W*(?:[^,.]{1,40}, )?we (?!(?:also |often |repeatedly )?(?:heard|were told|kept hearing|listened))\w+", re.I
)
"""What the authors did or thought."""
OF_OFFICES = re.compile(
    r"^\W*(?:\d+[.)] ?)?(?:however, |overall, |while |when )?(?:the |a |an |some |this |these |many |most "
    r"|all )?(?:[\w’'-]+ ){0,3}"
    r"(?:assessments?|practice|authority|council|partnership|partners|agencies|arrangements|inspections?|provision"
    r"|performance|ofsted|judgements?|board|oversight|multi-agency|partner)\b"
)
"""A sentence about those who are inspected."""

WEIGHS = re.compile(
    r"\b(?:in our view|we (?:think|believe|found|saw|observed|conclude|consider|are|take|hope|were struck)|our (?:view"
    r"|evidence|findings|work|volunteers)|i (?:am|hope|would)|the evidence|suggests?|it (?:is|was) (?:clear|likely"
    r"|important"
    r"|essential|difficult|not|encouraging|too)|inspectors found|taken together|these (?:accounts|findings|figures)"
    r"|this (?:is|means|matters|shows|was)|therefore|leaders|leadership|oversight|(?:in)?effective(?:ly)?|records"
    r"|policy|contracts?|the law|the duty|requires?"
    r"|legislation|act \d{4}|statutory|(?:is|are|was) (?:run|granted|provided|responsible|meant)|research|the charity"
    r"|©|published by|since (?:\d{4}|then)|in \d{4}|lacked|mouldy|weak|poor(?:ly)?|(?:was|were|is|remains?) (?:very "
    r"|too |generally |mostly"
    r" |reasonably )?(?:good|poor|limited|inadequate|adequate|appropriate|mixed|well|thorough|prompt|high|low"
    r"|underdeveloped"
    r"|inconsistent|excellent|outstanding|satisfactory|insufficient|achieved|reviewed)|(?:had|has|have) (?:improved"
    r"|deteriorated|worsened|declined|risen|fallen|increased)|compared with|similar (?:prisons|establishments)|last"
    r" inspection|identified|ensured|not enough|too (?:often|many|few|long|slow)|there (?:was|is|were) (?:no|a"
    r"|an) (?:lead|plan"
    r"|strategy|effective|clear)|dates from|holds|serves|costs|designed for|is an? [\w ]+ (?:for|of|that|in))\b",
)
HEADING_WEIGHS = re.compile(
    r"\b(?:method|methods|methodology|approach|how (?:we|the|this)|who (?:took part|this)|taking part|about (?:us|this)"
    r"|why we|background|context|introduction|foreword|preface|limit(?:s|ations)|discussion and limits"
    r"|acknowledge?ments?|glossary|caution|keep in mind|could not (?:find|do)|(?:interviewers|we) (?:noticed|saw)"
    r"|the (?:prison|law)|what this study|a note|key (?:findings|points)|thanks|corrections?|corrected|leaves? out)\b",
    re.I,
)
"""Of what is the authors' throughout."""
HEADING_SUMS_UP = re.compile(
    r"\b(?:summary|in short|discussion|conclusions?|overview|stood out|happened next|leadership)\b", re.I
)
"""Of what is the authors' where it does not say who told them."""
HEADING_TELLS = re.compile(
    r"\b(?:what (?:\w+ ){1,4}(?:said|told|want(?:ed)?|think|thought|felt like)|in their (?:own )?words|\w+[’']s story"
    r"|told us|voices)\b",
    re.I,
)
HEADING_STAFF = re.compile(rf"\b{_STAFF}\b", re.I)
HEADING_STAFF_TELL = re.compile(rf"\bwhat {_BETWEEN % 2}{_STAFF} {_BETWEEN % 2}{_TELL}\b", re.I)


# ---- words without which there is no need to look: a set is quick to ask


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


TELLING = _set(
    "said says saying told tells described describes describe describing explained explains explain reported"
    " reports report spoke speak talked recalled recalls recall remembered remembers remember mentioned complained"
    " reflected felt feels feel believed believes believe thought wanted wished hoped feared worried dreaded"
    " longed valued appreciated liked disliked loved hated preferred trusted mistrusted distrusted resented missed"
    " expected agreed disagreed dispute disputed understood learned learnt discovered noticed knew saw heard asked"
    " praised criticised welcomed admitted acknowledged realised struggled suffered wondered considered regarded"
    " viewed judged compared contrasted linked put brought raised shared suggested stressed emphasised argued"
    " expressed voiced summed added insisted named called guessed minded forgave relied depended blamed found"
    " blunt hearing complaint came experienced seen words accounts account eyes view experience"
)
STAFFED = _set(
    "staff officer officers manager managers governor governors practitioner practitioners chaplain chaplains"
    " imam imams nurse nurses doctor doctors gp gps teacher teachers tutor tutors instructor instructors worker"
    " workers coach professional professionals psychologist psychologists pharmacist pharmacists supervisor"
    " supervisors director directors leaders employee employees volunteer volunteers mentor mentors employer"
    " employers colleagues magistrate magistrates judge judges clerk clerks provider providers commissioner"
    " commissioners inspector inspectors head agency agencies police teams bosses sentencers keyworker keyworkers"
)
SURVEYED = _set(
    "survey surveys surveyed questionnaire questionnaires respondent respondents responded responses poll polled"
    " answered replied returned ticked filled rated scored asked n base"
)
ANSWERED = _set("said say told agreed disagreed felt reported knew thought believed")
"""What people who were asked are said to have done, in the sentence with the figure."""
ASKING = _set(
    "should ought must recommend recommended recommendation recommends call calling urge ask like vital essential"
    " imperative crucial"
)
VOICED = _set(
    "said told felt described explained recalled remembered thought wanted spoke believed wished feared complained"
)
"""Somebody tells something in the passage."""

OF_METHOD = _set(
    "took interviewed interview interviews focus fieldwork consent recorded transcribed transcripts transcription"
    " ethics ethical we researcher researchers sample questionnaire questionnaires recruited based returned sent"
    " counted left fuller hold report study paper chapter section briefing summary table column visit inspection group"
    " groups refreshments anonymous anonymised anonymity"
)
SIGNS = ("%", "cent", "half", "quarter", "third", "fifth", "tenth", "out of", " in f", " in t", " in s", "n =", "n=")
OF_SO_MANY = re.compile(rf" of (?:(?:the|those|these) )?(?:those\b|them\b|these\b|{NUMBER})")
"""Sooner looked for than a figure: each is a word or begins with one."""

PARTS_OF = _set("of out percent cent half quarter quarters third thirds fifth fifths tenth tenths n base in %")
COUNTS = _set(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety percent cent half quarter quarters"
    " third thirds fifth fifths tenth tenths n base"
)
RATED = _set("respondents likely difference significant question q average score rated")
WORD = re.compile(r"[a-z0-9]+|%")
DIGIT = re.compile(r"\d")
