"""What people are called in a report, as parts of patterns: who is held, heard or supervised, who is near to them, who
works there, and how a name is written."""

_UPPER = "A-ZÀ-ÖØ-ÞĀ-ɎḀ-ỹ"
_LOWER = "a-zß-öø-ÿĀ-ɏḀ-ỹ"
NAME_WORD = (
    rf"(?:(?:[A-Z][’']|Ma?c)?[{_UPPER}][{_LOWER}]+|[{_UPPER}][{_LOWER}]+[A-Z][a-z]+"
    rf"|[A-Z][a-z]{{0,2}}[’'](?!ll\b|re\b|ve\b)[a-z]{{2,}})(?:-[{_UPPER}]?[{_LOWER}]+)*"
)
"""A word that begins with a capital, as names do: Osman, O’Hara, McLeod, Ja’far, Lee-Ann."""

CAPITALS = f"(?-i:{NAME_WORD})"
"""The same inside a pattern that passes over case."""

PARTICLE = r"(?:(?:de|da|dos|del|di|du|van|von|der|den|bin|ibn|bint|al|el|ap|ab) |(?:al|el|as|ad|ul)-|[A-Z]\. ?)"
"""What may stand between the words of a name."""

FULL_NAME = rf"{NAME_WORD}(?: {PARTICLE}{{0,2}}{NAME_WORD}){{0,3}}"

TITLE = r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Father|Sister|Reverend|Rev|Imam|Sheikh)\.?|Mr and) "

KIN = (
    r"(?:(?:step|half|foster|grand|great)[ -]?)?(?:mother|father|mum|mam|dad|daughter|son|brother|sister|child|nan"
    r"|gran(?:ny|dad)?|auntie?|uncle|niece|nephew|cousin|wife|husband|partner|girlfriend|boyfriend|fianc[ée]e?|baby"
    r"|toddler|twins?|spouse|widow|widower|missus|missis|other half|old man|bro|boy|girl|lad|friend|mate|neighbour"
    r"|ex)(?:-in-law)?"
    r"|(?:cell|pad|room|house|dorm)[ -]?mate|co-defendant"
)
"""Those near to somebody."""

LIVED = (
    r"(?:ex-|former )?(?:prisoner|resident|inmate|detainee|internee|participant|interviewee|respondent|contributor"
    r"|narrator|informant|probationer|parolee|licensee|offender|lifer|recallee|remandee|care[ -]leaver|refugee"
    r"|asylum seeker|migrant|veteran|traveller|survivor|addict|(?:service |drug |wheelchair )?user|peer (?:mentor"
    r"|researcher|supporter|worker)|listener|orderly|wing cleaner|wing rep|council rep|student|learner|client|patient"
    r"|pensioner|teenager|graduate|mentee|trainee|apprentice|defendant|applicant|appellant|complainant|claimant|caller"
    r"|carer|parent|young (?:adult|person|offender)|person|m[ae]n|wom[ae]n|male|female|lady|gentleman|bloke|guy|lad"
    r"|boy|girl|member|speaker|co-(?:author|researcher|producer|worker)|graffiti artist|joiner|painter|mother|father"
    r"|mum|dad|grandmother|grandfather|brother"
    r"|sister|daughter|son|wife|husband|child|Gypsy|[\w-]+-year-old)"
)
"""A person who may have been heard, held or supervised."""

STAFF = (
    r"(?:prison |custody |custodial |wing |senior |reception |visits |gym |probation |personal |supervising |named "
    r"|detention |community |responsible |police |night |duty |landing |houseblock |education |workshop |drugs? "
    r"|alcohol |substance misuse |housing |family |link |youth |outreach |bail |court |healthcare |mental health "
    r"|activities |employment |resettlement |recovery |offender |PE |kitchen |catering |art |maths |English )*"
    r"(?:officers?|key[- ]?workers?|offender managers?|POMs?|COMs?|(?:support|recovery|resettlement|family|link|drugs?"
    r"|social|youth|outreach|case|housing|project|key|hostel|health ?care|night|unit|misuse|wellbeing|liaison"
    r"|through[- ]?care|welfare|community|domestic abuse) ?workers?|chaplains?|imams?"
    r"|vicars?"
    r"|nurses?|matrons?|midwi(?:fe|ves)|teachers?|tutors?|instructors?|governors?|psychologists?|psychiatrists?"
    r"|counsellors?|therapists?|facilitators?|librarians?|pharmacists?|doctors?|dentists?|GP|mentors?|practitioners?"
    r"|(?:case|wing|unit|custodial|hostel|hub|kitchen|workshop|offender|residential|duty|healthcare|night|line"
    r"|shift|supervising|programmes?) (?:managers?|administrators?|assistants?|coordinators?|advis[eo]rs?)"
    r"|(?:housing|bail|benefits|debt|careers|employment) advis[eo]rs?|(?:healthcare|teaching|social work|psychology"
    r"|programmes?|nursing|pharmacy) assistants?|orderly officers?|landing staff"
    r"|heads? of (?!state|government|the family)[a-z]+(?: [a-z]+)?|screws?|warders?"
    r"|prison guards?|CMs?|SOs?|POs?|CuSP)"
)
"""Those who work in prisons and probation, under the names of their posts."""
