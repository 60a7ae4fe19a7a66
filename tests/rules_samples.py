"""Samples for the letter rules, written for this project: test_rules.py and browser/test_rules.py run them all.

FOUND and NOT_FOUND hold, for each rule, replies (or parts of one) that it must find something in, and near misses in
which it must find nothing; every name, number and address is made up. DRAFTS are whole faulty drafts, with every rule
that finds something in them. `PARTS` and `ROLES` say how a draft is told apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

# --- a complete notice, element by element, so that each can be left out or said in other words ---

NOTICE = {
    "n1": (
        "Kent Police can neither confirm nor deny whether it holds the information that you have requested, as the "
        "duty in section 1(1)(a) of the Freedom of Information Act 2000 does not apply by virtue of section 31(3) and "
        "section 24(2)."
    ),
    "n3": (
        "Our view is that saying whether information is held would be likely to prejudice the prevention or detection "
        "of crime, a matter mentioned in section 31(1)(a)."
    ),
    "n4": (
        "People who threaten national security study replies such as this one, so exemption from the duty is "
        "reasonably necessary for the purpose of safeguarding national security."
    ),
    "n5": (
        "Confirming that information is held would alert offenders to a capability.\n\n"
        "Denying it would reveal a gap that offenders could exploit."
    ),
    "n6": "Factors favouring confirming or denying\n\nThe public would know more about how its money is spent.",
    "n7": "Factors against confirming or denying\n\nOffenders would know more about how they are caught.",
    "n8": (
        "The public interest in maintaining the exclusion of the duty to confirm or deny outweighs the public interest "
        "in disclosing whether the information is held."
    ),
    "n9": "You can ask us for an internal review by writing to the Disclosure Unit within 40 working days.",
    "n10": (
        "Section 50 of the Act gives you the right to apply to the Information Commissioner, Example House, "
        "1 Example Street."
    ),
}


def notice(**changed: str) -> str:
    """Return the complete notice, with elements in other words, or left out where they are empty."""
    words = {**NOTICE, **changed}
    return "Decision\n\n" + "\n\n".join(part for part in words.values() if part)


@dataclass(frozen=True)
class Sample:
    """A draft and how it is checked; `found` says whether `rule` must find something in it."""

    rule: str
    found: bool
    text: str
    kind: str | None = None
    force: str | None = "kent"
    part: bool = False


NCND = "Kent Police can neither confirm nor deny whether it holds the information that you have requested."
COVERT = (
    "Kent Police can neither confirm nor deny whether it holds any other information about covert use, by virtue of "
    "section 31(3) and section 24(2)."
)


def _with(sentence: str) -> str:
    """Return a short full NCND with one more sentence."""
    return f"Decision\n\n{NCND}\n\n{sentence}"


FOUND: dict[str, list[str]] = {
    "held-and-ncnd": [
        _with("There is no such information."),
        _with("There is no relevant information."),
        _with("We deny it."),
        _with("Kent Police denies that it holds it."),
        _with("I can confirm that this is so."),
        _with("We confirm this."),
        _with("Kent Police holds information on many tools."),
        _with("The police service holds information on the subject of your request."),
        _with("Nil."),
        _with("Yes."),
        _with("No."),
        _with("3 contracts."),
        _with("The answer to your first question is yes."),
        _with("Information held: Yes"),
        _with("Held: No"),
        _with("Please see the attached contract."),
        _with("The data protection impact assessment is attached."),
        _with("The attached spreadsheet shows the payments."),
        _with("We were unable to find anything."),
        _with("We\u2019ve checked and we haven\u2019t got anything on this."),
        _with("Our procurement records show three invoices."),
        _with("The information is held by our procurement department."),
        _with("Searches located two contracts."),
        _with("No information is held."),
        _with("We do not hold any information about this supplier."),
        _with("A search of our records found no trace of any such agreement."),
        _with("I can confirm that the requested information is held by this force."),
        _with("Kent Police holds 14 records within the scope of your request."),
        _with("Our systems show that no licence is held."),
        _with("Please accept this as confirmation that Kent Police does not hold the information."),
        _with("This letter confirms that the information you seek is held."),
        _with("Following searches, no records were located."),
        _with("We were unable to locate any documents."),
        _with("Not held."),
        _with("The documents we hold are commercially sensitive."),
        _with("We have searched and found nothing."),
        _with("Kent Police is in possession of the documents."),
        _with("The information that we hold is exempt."),
        _with("That information is exempt under section 21, as it is on our website at https://www.example.org/foi."),
        # the same paragraph, the same sentence
        f"I can confirm that we hold this information. {NCND}",
        "Kent Police holds the information requested; however, it neither confirms nor denies that the information "
        "exists.",
        # headings that go on with the argument do not part them
        "Decision\n\nKent Police holds the information that you have requested.\n\nSection 31(3) Law Enforcement\n\n"
        "Kent Police neither confirms nor denies that information is held.\n\nBalance test\n\nThe harm is greater.",
        "Summary\n\nThe information is held.\n\nExemptions\n\nSection 24(2)\nSection 31(3)\n\nHarm\n\nTo confirm or "
        "deny would help offenders.",
        # nor does any heading where the NCND covers the whole request
        f"Licences\n\nWe hold two licences.\n\nCovert tools\n\n{NCND}",
        f"Decision\n\n{NCND}\n\nAdditional information\n\nOur searches located three e-mails.",
        f"We hold the following:\n- two contracts\n- one report\n{NCND}",
        # points that are headings of the argument
        "1. Decision\n\nThe information is held.\n\n2. Exemptions\n\nKent Police neither confirms nor denies that it "
        "holds information (section 31(3)).",
        # by the duty, or by a limb alone
        "The duty in section 1(1)(a) does not apply by virtue of section 24(2). No information is held.",
        "The information is held. Section 31(3) applies to it.",
        # within one question of several
        "Question 1\n\nWe hold one contract.\n\nQuestion 2\n\nNo information is held. Kent Police will neither confirm "
        "nor deny whether it holds anything else.\n\nQuestion 3\n\nNot held.".replace(
            "anything else", "the information requested"
        ),
        # after a limited NCND, about the same thing
        f"Any use for covert purposes\n\n{COVERT}\n\nOur searches located twelve documents about it.",
        # unscoped, beside what is published
        "Information that is already public\n\nKent Police can confirm that it holds the information, which is exempt "
        f"under section 21: https://www.example.org/foi\n\nOther information\n\n{NCND}",
        "Kent Police cannot confirm or deny that it holds information relevant to your request. We hold no contract.",
        "NCND applies to this request. The records were found in our archive.",
        # wrapped lines
        f"{NCND}\nWe can confirm that the information\nyou have asked for is held.",
    ],
    "wrong-limb": [
        "The duty in section 1(1)(a) does not apply by virtue of Section 24(2) National Security; Section 31(3) Law "
        "Enforcement; Section 40(2) Personal Information.",
        f"{NCND} Section 40(2) (personal information), section 31(3) and section 24(2).",
        "Section 40(2) means that we can neither confirm nor deny whether this is held.",
        "Kent Police can neither confirm nor deny whether it holds the information by virtue of section 31(1)(a).",
        "Kent Police neither confirms nor denies that it holds this information under section 24(1).",
        "We can neither confirm nor deny that the information is held, pursuant to section 40(2).",
        "The duty in section 1(1)(a) does not apply by virtue of s31(1)(a)(b) and s24(2).",
        "We neither confirm nor deny that information is held, relying on section 21 of the Act.",
        "Kent Police neither confirms nor denies that it holds the information by virtue of the following exemptions: "
        "section 24(2), section 31(1).",
        "Kent Police can neither confirm nor deny that it holds this, as section 24(1) is engaged.",
        # its basis is named elsewhere in the part
        f"{NCND} The exemption relied on is section 31(1)(a).",
        f"{NCND} Section 24(1) is engaged.",
        f"Section 31(1) Law Enforcement\n\n{NCND}\n\nHarm\n\nAn answer would help offenders.",
        # an NCND limb for what is held
        "The contract is held and is exempt by virtue of section 31(3).",
        "This information is withheld under section 24(2) and section 31(3).",
        "The remaining records are exempt from disclosure under section 31(3) of the Act.",
        "The names were redacted under section 40(5B).",
        "Section 31(3) exempts the information from disclosure, as it is required to withhold it.",
        # a part that confirms, and argues the harm of confirming or denying
        "We hold three reports, which are exempt under section 31(1)(a).\n\nHarm\n\nTo confirm or deny would be likely "
        "to reveal our tactics to offenders.",
        "The information is held.\n\nFactors against confirming or denying\n\nOffenders would learn of our methods.",
    ],
    "s21-link": [
        "The information is exempt under section 21, as it is reasonably accessible to you by other means.",
        "Kent Police relies on section 21(1). You can find the information on our disclosure log.",
        "Section 21 applies, as the information is published at www.example.org/foi.",
        "We have applied s21 to question 1. The page is http://www.example.org/foi.",
        "Question 1\n\nThis is exempt by virtue of section 21.\n\nQuestion 2\n\nSee https://www.example.org/two.",
        "The information is exempt under s.21 of the Act: https://",
        "Section 21 - Information accessible by other means\n\nOur website has what you ask for.",
        "Sections 21 and 40(2) apply to the information that we hold.",
    ],
    "other-force": [
        f"{NCND} You can write to New Scotland Yard, London.",
        f"{NCND} Scotland Yard agrees.",
        f"{NCND} This is also the position of Essex Police.",
        "Response\n\nThe Met can neither confirm nor deny that it holds this.",
        "Wiltshire Police recognises the public interest in this subject.",
        "These figures are not comparable, since the systems used by West Mercia\nPolice record this differently, as "
        "far as we know, and so do\nothers.",
        "Please write to GMP for a review of this reply.",
        "You can ask Hampshire Constabulary to review this decision.",
        "Your request\n\nWhat does Kent Police use?\n\nResponse\n\nThe Metropolitan Police Service holds the contract.",
        "Devon and Cornwall Police needs to be alert to requests of this kind.",
        "Question 1: Does Essex Police use it?\n\nAnswer: Sussex Police does not.",
    ],
    "force-fragment": [
        f"{NCND} Kent has said the same.",
        f"{NCND} Essex and Sussex have also refused, and Devon & Cornwall uses these words.",
        f"{NCND} So Surrey\nreplied.",
        "Powys Police can neither confirm nor deny that it holds this.",
        "The Yorkshire Police review procedure is attached.",
        "This reply is given by Valley Police under the Act.",
        "Devon & Kent Police and Cornwall Police work together.",
        "The Transport Police takes such requests seriously.",
        "It would undermine confidence in Midlands Police.",
        "Dyfed Powys Police is answering this request.",
    ],
    "case-reference": [
        "Reference:\n\n24 November 2026\n\nDear Applicant\n\nNo information is held.",
        "Our ref:\n\nI write about your request.",
        "FOI Reference: 1234/26\n\nThank you for your request, reference 4321/26.",
        "Our Ref: FOI-2026-0017\n\nPlease quote reference FOI-2026-0071 if you write to us again.",
        "Reference number: 26/101\n\nResponse\n\nReference number: 26/110",
        "I refer to your request (ref: ) of 3 March.",
        "Please quote reference number . in all correspondence.",
        "Reference: n/a\n\nDear Applicant",
        "Reference: 00000/00\n\nDear Applicant",
        "FOI ref 2026/88\n\nYour request number 2025/88 has now been considered.",
    ],
    "open-field": [
        _with("INSERT FORCE NAME needs to be alert to such requests."),
        _with("Kent Police has (delete as appropriate) considered this."),
        _with("Please write to: insert address"),
        "[the force] can neither confirm nor deny whether it holds the information.",
        "Reference: [your reference]",
        "{{ The_force }} needs to be alert to requests for certain types of information.",
        "XXX Police can neither confirm nor deny that it holds this.",
        "Dear <insert name>",
        "You can apply to [the regulator's name and contact].",
        "Please write to ______ for a review.",
        "XX Constabulary has considered your request.",
        "Date: DD/MM/YYYY",
        "The review is carried out by [ ].",
        "Contact: ..........",
        "[Insert reason here]",
        "You can read it here: [link to your force's own disclosure]",
        "The information is exempt under section 21 {% if link %}",
    ],
    "any-other": [
        _with("Kent Police neither confirms nor denies that it holds any other information."),
        _with("To confirm or deny whether any other information relating to a tool is held would be harmful."),
        _with("Nothing here should be taken to mean that any other information is or is not held."),
        _with("Whether any other relevant information is held is exempt from confirmation."),
        _with("We can neither confirm nor deny that any  other\ninformation exists."),
    ],
    "confirmed-use": [
        _with("We have never used it."),
        _with("We do not use it."),
        _with("Kent Police do not use it."),
        _with("We used them in a trial."),
        _with("We have bought nothing of the kind."),
        _with("Officers rely on the tool daily."),
        _with("Our analysts use this software every day."),
        _with("Staff depend on Foundry."),
        _with("It was rolled out last year."),
        _with("This platform has been in daily use since May."),
        _with("Foundry was switched off in May."),
        "The Police Service of Northern Ireland do not use it, and can neither confirm nor deny more.",
        _with("Foundry went live in Kent."),
        _with("Since May the platform is live in Kent."),
        _with("We don't use Palantir at Kent Police and never have."),
        _with("Kent Police does not currently use any Palantir products."),
        _with("The force isn't using Palantir."),
        _with("We no longer use this software."),
        _with("Not applicable, as we do not have this software."),
        _with("This tool is not one that we use."),
        _with("We have never bought anything from Palantir."),
        _with("Kent Police did not enter into any agreement with Palantir."),
        _with("Kent Police has spent £20,000 on Palantir licences."),
        _with("Kent Police is not a customer of Palantir."),
        _with("Palantir is not a supplier to Kent Police."),
        _with("There has been no spend with Palantir."),
        _with("Our officers have access to Palantir."),
        _with("In answer to your question about Palantir, we do not use it. We have no contract with Palantir."),
        _with("Our use of Palantir helps us to detect crime."),
        _with("We use the software to analyse information that is open to all."),
        _with("The tool is used by Kent Police in investigations."),
        _with("Kent Police uses Foundry to search its own records."),
        _with("Since 2023 the force has used this system."),
        _with("Details of the force's use of this platform would help offenders."),
        _with("Palantir is used by Kent Police for analysis."),
        _with("Kent Police has a contract with Palantir Technologies."),
        _with("We do not use this tool."),
        _with("Our contract with Palantir ends next year."),
        _with("The software was deployed by the force in a trial."),
        f"Question 1\n\nWe hold two contracts.\n\nQuestion 2\n\n{COVERT} Our use of Gotham is sensitive.",
    ],
    "foisa": [
        "This is a refusal notice under the Freedom of Information (Scotland) Act 2002.",
        "The information is exempt under section 31(1) of FOISA.",
        "You can apply to the Scottish Information Commissioner for a decision.",
        "Kent Police neither confirms nor denies that the information exists, under section 18 of the Act.",
        "It is exempt under section 35(1)(a), as it would prejudice the prevention of crime.",
        "FOI(S)A gives you the right to ask for a review.",
        "Section 31(1) - National security and defence",
        "Revealing this is not in the public interest (section 18(1)), and we neither confirm nor deny it.",
        "This is a refusal notice under the Freedom of Information Act 2002.",
    ],
    "internal-mark": [
        "This follows advice 1750/22.",
        "Not to be distributed outside of the Police network or other agencies without prior authorisation from the "
        "CRU",
        "The CRU has advised forces to neither confirm nor deny.",
        "Project draft, not approved by anyone yet.",
        "Advice was taken from the National Central Referral Unit.",
        "The adviser was [redacted: s40(2)] of this unit.",
        "Supplied by the MPS, edited",
        "These words are awaiting approval.",
        "(CRU ref. 1750/22)",
    ],
    "duplicate-sentence": [
        "The public has an interest in this. Our view is set out below. The public has an interest in this.",
        "We take this seriously, as we must.\n\nThe harm is real.\n\nWe take this seriously, as we must.",
        "The balance favours neither answer.\n\nConclusion\n\nThe  balance favours\nneither answer.",
        "Section 31(3) is engaged here, we say. Section 24(2) too. Section 31(3) is engaged here, we say.",
        "Offenders would adapt to what they know.\n\nFactors against\n\nOffenders would adapt to what they know.",
        f"Response\n\n{NCND}\n\nExemptions\n\n{NCND}",
    ],
    "n1": [
        notice(n1="Section 31(3) and section 24(2) are engaged."),
        notice(
            n1="There is a need for consistency when neither confirming nor denying, under section 31(3) and 24(2)."
        ),
        notice(n1="Kent Police will neither confirm nor deny this. Sections 31(3) and 24(2) were considered."),
        notice(n1="The duty to confirm or deny does not arise if section 31(3) or section 24(2) requires that."),
        notice(n1="The balance favours neither confirming nor denying (section 31(3), section 24(2))."),
    ],
    "n2": [
        notice(n1=NOTICE["n1"].replace("section 31(3) and section 24(2)", "section 31 and section 24(2)")).replace(
            "31(1)(a)", "31"
        ),
        notice(n1=NOTICE["n1"].replace("section 31(3) and section 24(2)", "section 31(3) and section 24")),
        notice(n1=NOTICE["n1"].replace("section 31(3) and section 24(2)", "the exemptions below")),
        notice(n1=NOTICE["n1"].replace("section 31(3) and section 24(2)", "sections 24 and 31(3)")),
        notice(n1=NOTICE["n1"].replace("section 31(3) and section 24(2)", "sections 23, 24(2) and 31(3)")),
    ],
    "n3": [
        notice(n3=""),
        notice(n3="An answer would be likely to prejudice law enforcement."),
        notice(n3="The matters concerned are those in section 31(1)(a) and (b)."),
        notice(n3="Compliance would, or would be likely to, prejudice any of the matters mentioned in section 31(1)."),
        notice(n3="It is of great importance that the prevention and detection of crime is carried out."),
        notice(n3="The prevention or detection of crime (section 31(1)(a)) might be prejudiced."),
    ],
    "n4": [
        notice(n4=""),
        notice(n4="Section 24(2) concerns national security."),
        notice(n4="An answer would have a negative impact on both National Security and Law Enforcement."),
        notice(
            n4="The duty does not arise if, or to the extent that, exemption from section 1(1)(a) is required for the "
            "purpose of safeguarding national security."
        ),
        notice(n4="Section 24(2) is engaged for the purpose of safeguarding national security."),
        notice(n4="An answer would harm police tactics used to safeguard national security."),
    ],
    "n5": [
        notice(n5=""),
        notice(n5="We have thought about this with care."),
        notice(n5="Any disclosure under the Act is a release to the world."),
        notice(n5="Confirming or denying would give the public a better understanding of policing."),
        notice(n5="Tactics are sensitive."),
    ],
    "weak-n5": [
        notice(n5="Confirming that information is held would alert offenders to a capability."),
        notice(n5="Denying that information is held would reveal a gap in our capability."),
        notice(n5="To confirm or deny whether information is held would harm sensitive tactics."),
        notice(n5="Confirming or denying that we hold it would undermine investigations."),
        notice(n5="A specific confirmation would allow offenders to avoid detection."),
        notice(n5="A denial would be useful to criminals."),
    ],
    "n6": [
        notice(n6=""),
        notice(n6="The public interest"),
        notice(n6="We have weighed everything that could be said."),
        notice(n6="Factors favouring non-disclosure"),
        notice(n6="Factors in favour of maintaining the exclusion"),
    ],
    "n7": [
        notice(n7=""),
        notice(n7="The public interest"),
        notice(n7="We have weighed everything that could be said."),
        notice(n7="Factors in favour of confirming or denying"),
        notice(n7="Offenders read the news."),
    ],
    "n8": [
        notice(n8=""),
        notice(n8="We have considered the public interest."),
        notice(n8="The public interest test was applied to both."),
        notice(n8="The exemptions are qualified."),
        notice(n8="There are strong reasons on both sides."),
    ],
    "weak-n8": [
        notice(n8="This outweighs the benefits of disclosure."),
        notice(n8="The balance test favours neither confirming nor denying that information is held."),
        notice(n8="On balance, the information should not be released."),
        notice(n8="The public interest in maintaining the exemption outweighs the public interest in disclosure."),
        notice(n8="Balance test\n\nThe harm outweighs the good."),
        notice(
            n8="The public interest in maintaining the exclusion of the duty to confirm or deny is outweighed by the "
            "public interest in disclosing whether the information is held."
        ),
        notice(
            n8="The public interest in maintaining the exclusion of the duty to confirm or deny does not outweigh the "
            "public interest in disclosing whether the information is held."
        ),
    ],
    "n9": [
        notice(n9=""),
        notice(n9="If you have any questions, please write to us."),
        notice(n9="The legislation is kept under review by Parliament."),
        notice(n9="Thank you for your interest in Kent Police."),
        notice(
            n9="",
            n10="If you are still not satisfied after that review, section 50 gives you the right to apply for a "
            "decision to the Information Commissioner, 1 Example Street.",
        ),
    ],
    "n10": [
        notice(n10=""),
        notice(n10="Section 50 of the Act gives you a further right."),
        notice(n10="You can also complain to the Information Commissioner."),
        notice(n10="You can write to the ombudsman at 1 Example Street."),
        notice(n10="Our own address is 1 Example Street."),
    ],
}

NOT_FOUND: dict[str, list[str]] = {
    "held-and-ncnd": [
        _with("We neither confirm nor deny it."),
        _with("We do not deny that there is a public interest."),
        _with("Whether we deny it or confirm it, offenders would learn."),
        _with("I confirm that it is our view."),
        _with("There is no such duty."),
        _with("There is no information in this reply from which that could be inferred."),
        "We deny it. There is no such information.",
        _with("The police service holds information on many subjects."),
        _with("Kent Police holds information about a wide range of other matters."),
        _with("Were the answer to be yes, offenders would know."),
        _with("Whether the answer is yes or no, this reply would be the same."),
        _with("The complaints procedure is attached."),
        _with("Please find attached our leaflet about your rights."),
        _with("If the information you requested is attached to another reply, that is not ours."),
        _with("We have not got anything to add."),
        _with("Yes, we have considered the public interest."),
        _with("Your question may be answered yes or no only by disclosing what we protect."),
        _with("The first duty is to confirm or deny whether the information specified in a request is held."),
        _with("The second duty is to disclose information that has been confirmed as being held."),
        _with("If information were held, confirming it would alert offenders."),
        _with("If no information were held, denying it would be as useful to them."),
        _with("We must reply in the same way whether or not information is held, as we would elsewhere."),
        _with("The balance favours neither confirming nor denying that information is held."),
        _with("To state that no information is held would reveal a gap in our capability."),
        _with("Confirming that information is held would be likely to prejudice the prevention of crime."),
        _with("This should not be taken as an indication that the information is or is not held."),
        _with("No inference can be drawn from this as to whether information is or is not held."),
        _with('A reply of "no information held" would itself tell them something.'),
        _with("Stating in one case that it is held, and in another that it is not held, would disclose the answer."),
        _with("You have the right to ask for information held by a public authority."),
        _with("A public authority that holds information must say so unless an exemption applies."),
        _with("Any information held by the force, if any is held, would be sensitive."),
        _with("We hold offenders to account, and the next meeting is held on 3 May."),
        _with("Commercial tools may be used to search information that may be found online."),
        _with("Were the force to confirm that it holds such information, its tactics would suffer."),
        _with("We are not able to confirm that this information is held."),
        _with("Are any licences held by Kent Police?"),
        _with("It cannot be inferred that we hold it."),
        _with("Public authorities should not confirm that information is held where an exemption applies."),
        _with(
            "Were Kent Police to reply that it did hold this, or that no information was held, offenders would gain."
        ),
        _with(
            "If we did confirm that no information is held, and refused elsewhere, it would be clear that it is held."
        ),
        _with("Nothing in this letter means that the information is held or that it is not held."),
        _with("The Tribunal has held that such arguments are valid, and it was held in that case that they succeed."),
        _with("Whatever information is held, the public interest is the same."),
        _with("There is no evidence that Kent Police holds such data."),
        # rightly beside each other: by number, by heading, by what the NCND is limited to
        f"1. Kent Police holds two contracts.\n\n2. {NCND}",
        f"Question 1\nThe information is held.\nQuestion 2\n{NCND}",
        "In relation to question 1, no information is held. In relation to question 2, Kent Police can neither confirm "
        "nor deny whether it holds the information requested.",
        f"Information that is already public\n\nKent Police can confirm that it holds the information, which is exempt "
        f"under section 21: https://www.example.org/foi\n\nAny use for covert purposes\n\n{COVERT}\n\nFactors against "
        "disclosure:\n\nAn answer would help offenders.",
        f"The published information is held, and is exempt under section 21: https://www.example.org/foi\n\n{COVERT}",
        f"{COVERT}\n\nThe information on our website is held and is exempt under section 21: "
        "https://www.example.org/foi\n\nHarm\n\nTo confirm or deny covert use would help offenders.",
        "We hold one contract. At these points, Kent Police can neither confirm nor deny whether it holds information.",
        "Your request\n\nDo you confirm that the information is held?\n\nPlease say that no information is held if so."
        f"\n\nResponse\n\n{NCND}",
        "Question 1: Information held, exempt under section 43(2)\nQuestion 2: NCND",
        f"{COVERT}\n\nSection 40(2) Personal information\n\nThe names are held and are exempt under section 40(2).",
        "Kent Police holds one licence, but can neither confirm nor deny whether any other information is held.",
        "Q1 & 2. No information is held on overt use. Please note that Kent Police can neither confirm nor deny (NCND) "
        "that any further information is held.",
        f"{NCND}\n\nComplaint rights\n\nThe record of your complaint is held for two years.",
        "Question 1\nWe were told that a licence is held. Is it?\nAnswer\nKent Police can neither confirm nor deny "
        "this.\nQuestion 2\nHow many staff?\nAnswer\nThe information is held.",
    ],
    "wrong-limb": [
        "Apart from the names withheld under section 40(2), Kent Police can neither confirm nor deny whether it holds "
        "any other information, by virtue of section 31(3).",
        f"{NCND} Section 40(5B), section 31(3) and section 24(2) are relied on.",
        "Kent Police can neither confirm nor deny whether it holds the information, as the duty in section 1(1)(a) "
        "does not apply by virtue of section 31(3) and section 24(2).",
        f"{NCND} The matters concerned are the prevention or detection of crime (section 31(1)(a)) and the "
        "apprehension or prosecution of offenders (section 31(1)(b)).",
        f"{NCND} Compliance would be likely to prejudice the matters mentioned in section 31(1)(a) and (b).",
        "Section 31(3) Law Enforcement\n\nSection 31(1)(a) the prevention or detection of crime\n\n"
        f"{NCND}\n\nAn answer would help offenders.",
        f"{NCND} This letter is a refusal notice under section 17(1) of the Act. Under section 2(1)(b) we weighed it.",
        "The contract is held and is exempt under section 43(2), as its release would harm commercial interests.",
        "Exemption from section 1(1)(a) is required for the purpose of safeguarding national security (section 24(2)).",
        "Kent Police is exempt from the duty to confirm or deny by virtue of section 31(3).",
        "We hold the record. Section 1 places a duty on us to confirm or deny whether information is held.",
        "The information is held and is exempt under section 31(1)(a). Releasing it would help offenders.",
        f"1. This is exempt under section 21: https://www.example.org/foi\n\n2. {NCND} We rely on section 31(3).",
        "The exemption in section 31(3) is qualified, and is not relied on to withhold information.",
        "Apart from what is exempt under section 21, Kent Police can neither confirm nor deny that it holds any other "
        "information, by virtue of section 31(3).",
    ],
    "s21-link": [
        "The information is exempt under section 21. You can read it here: https://www.example.org/foi/26-101",
        "The information is published at https://www.example.org/foi.\n\nIt is therefore exempt under section 21.",
        "We do not rely on section 21 for this request.",
        "The information is exempt under section 31(1)(a).",
        "Section 21 - Information accessible by other means\n\nThis is exempt under section 21(1): "
        "https://www.example.org/foi",
        "Powers under section 21 of the Police Act are another matter.",
        "Question 1\n\nExempt under section 21: https://www.example.org/foi\n\nQuestion 2\n\nNot held.\n\n"
        "Section 21 is an absolute exemption.",
        "Please reply by 21 May. Section 2(1) is not section 21(4).",
    ],
    "other-force": [
        "Scotland has yards of its own.",
        f"{NCND} Kent Police has considered this.",
        "Your request\n\nDoes the Met or Essex Police use Palantir?\n\nResponse\n\nKent Police holds no information.",
        "Question 1\nWhich tools do West Midlands Police and GMP use?\nAnswer\nWe cannot say.",
        "Officers met on Monday, and several MPs asked about it.",
        "You can write to the Information Commissioner, Wilmslow, Cheshire SK9 5AF.",
        "See https://www.example.org/MPS/foi and write to BTP@example.org.",
        "You asked:\n\nHow much has Greater Manchester Police spent?\n\nIn response to your request, Kent Police has "
        "no such figure.",
        "The Met Office publishes the weather.",
        "Kent Constabulary is an old name of this force.",
        "1. Does Surrey Police use it?\n\nWe do not know.",
    ],
    "force-fragment": [
        "Kent, Surrey and Sussex are counties, and Norfolk is another.",
        "Write to 1 Long Road, Durham. Roads in Kent have many cameras.",
        "The people of Essex have a right to know.",
        "Your request\n\nKent has said the same. Has Essex?\n\nResponse\n\nKent Police cannot say.",
        "Kent Police has considered this.",
        "The police force and the constabulary are one.",
        "Your request\n\nDoes Powys Police use it?\n\nResponse\n\nKent Police cannot say.",
        "North Yorkshire Police is named whole here.",
        "The Police Service of Northern Ireland is named whole here.",
        "Valley roads are policed at night.",
        "The cost was borne by Midlands councils.",
    ],
    "case-reference": [
        "Reference: FOI-2026-0417\n\n24 November 2026\n\nYour request FOI-2026-0417 has been considered.",
        "Our ref: 1234/26\n\nThank you for your request, reference FOI 1234/26.",
        "Your ref: AB/9\nOur ref: 1234/26\n\nPlease quote reference 1234/26.",
        "Reference: 1234/26\n\nWe answered a previous request, reference 999/25, in the same way.",
        "Reference:\n1234/26\n\nDear Applicant",
        "With reference to section 17 of the Act, this is a refusal notice.",
        "Reference: 26-1\n\nYour request\n\nI refer to FOI reference 25-9 of Essex Police.\n\nResponse\n\nNot held.",
        "Please quote the reference above if you write to us.",
        "Reference: 1234/26\n\nIt is on our disclosure log (reference 77/25): https://www.example.org/77",
        "Reference: Requester's own words, no number",
    ],
    "open-field": [
        _with("You can insert words of your own. PLEASE ENTER your name on the form."),
        _with("We do not delete e-mails that are asked for."),
        "The Freedom of Information Act 2000 [the Act] gives a right of access.",
        "The tribunal said so in Smith [2015] UKUT 1.",
        "A tool may not search 'X' social media site or 'Y' format of images.",
        "Your request\n\nPlease tell me what [force name] uses. XXX\n\nResponse\n\nKent Police cannot say.",
        "The applicant wrote that it was 'publically [sic] known'.",
        "This is in Chapter XX of the report.",
        "You can read it here: https://www.example.org/foi_2026_04",
        "He wrote: [t]he duty is absolute.",
    ],
    "any-other": [
        _with("Kent Police neither confirms nor denies that it holds any information."),
        _with("If you need any other information about this reply, please write to us."),
        _with("We have no other comment on information about this."),
        f"1. We hold one contract.\n\n2. {COVERT}",
        "Information that is already public\n\nKent Police can confirm that it holds the published information: "
        f"https://www.example.org/foi\n\nAny use for covert purposes\n\n{COVERT}",
        "Kent Police holds the contract. No other information is held.",
    ],
    "confirmed-use": [
        _with("We have never received such a request."),
        _with("If we had never used it, saying so would help offenders."),
        _with("You asked whether we use it, and whether officers rely on the tool."),
        _with("Officers rely on their training every day."),
        _with("Whether it is in use is neither confirmed nor denied."),
        _with("Such tools are in use across the world."),
        _with("The Act was brought into use in 2005."),
        "We have never used it. No information is held.",
        _with("Our disclosure log went live in May. It went live in Kent."),
        _with("If Foundry went live in Kent, to say so would help offenders."),
        _with("You asked about our use of Palantir."),
        _with("You have requested details of Kent Police's use of Foundry."),
        _with("Your request about any agreement that Kent Police has with Palantir was received in May."),
        _with("We pay regard to guidance from Whitehall."),
        _with("The force does not have this duty where section 31(3) is engaged."),
        _with("Whether Palantir is or is not a supplier to Kent Police is neither confirmed nor denied."),
        _with("If we had never bought anything from Palantir, saying so would help offenders."),
        _with("To confirm or deny whether the force uses Palantir would lead to harm."),
        _with("Confirming or denying if a particular tool (in this case Palantir) is used by Kent Police is harmful."),
        _with("It is well established that police forces use publicly available data."),
        _with("The public would know that we are using (or, as the case may be, not using) policing tools well."),
        _with("Any use of Palantir Technologies for covert purposes would be sensitive."),
        _with("Our use of force policy is published elsewhere."),
        _with("We use Section 31(3) with care."),
        _with("Revealing that the force uses this tool would help offenders, as would revealing that it does not."),
        "Kent Police uses Foundry. The contract is held.",
        f"1. Our use of Foundry began in 2023.\n\n2. {COVERT}",
        _with("If we use this tool, offenders could adapt."),
    ],
    "foisa": [
        "This is a refusal notice under the Freedom of Information Act 2000 (FOIA).",
        "We neither confirm nor deny that the information is held (section 31(3)).",
        "The matter is dealt with in section 31(1)(a), the prevention or detection of crime.",
        "Your request\n\nDid you rely on section 18 of FOISA?\n\nResponse\n\nNo.",
        "Our office near New Scotland Yard will reply by 18 May.",
        "Section 24(2) National Security and Section 31(3) Law Enforcement",
        "Section 17(1) of the Act requires a refusal notice of those who neither confirm nor deny.",
    ],
    "internal-mark": [
        "Reference: 17/2250",
        "The contract of 11750/22 pounds was signed.",
        "The crux of the matter is the balance.",
        "Your request\n\nPlease send the CRU advice 1750/22.\n\nResponse\n\nKent Police cannot say.",
        "This project was drafted in 2022 and approved.",
        "The information was redacted in part.",
        "It was supplied by the contractor.",
    ],
    "duplicate-sentence": [
        "The public has an interest in this. The public has an interest in that.",
        "Not held.\n\nThe rest is below, as follows.\n\nNot held.",
        "Harm\n\nIt would be grave.\n\nHarm\n\nIt would be lasting.",
        "1. Kent Police does not hold this information.\n\n2. Kent Police does not hold this information.",
        "Your request\n\nHow many licences do you hold?\n\nResponse\n\nYou ask this: how many licences do you hold?",
        "Your request\n\nPlease reply within 20 working days.\n\nResponse\n\nPlease reply within 20 working days.",
        "Factors against confirming or denying\n\nOne is this.\n\nFactors against confirming or denying\n\nAnd this.",
    ],
    "n1": [
        notice(),
        notice(
            n1="Kent Police neither confirms nor denies that it holds any information relevant to your request by "
            "virtue of the following exemptions: section 24(2) and section 31(3)."
        ),
        notice(
            n1="The force cannot confirm or deny whether it holds this. The duty to confirm or deny does not apply "
            "because of sections 31(3) and 24(2)."
        ),
        notice(
            n1="We are not obliged to confirm or deny whether we hold it, and we neither confirm nor deny it (sections "
            "24(2) and 31(3))."
        ),
        notice(n1="Relying on section 31(3) and section 24(2), we can neither confirm nor deny it under the Act."),
    ],
    "n2": [
        notice(),
        notice(n1=NOTICE["n1"].replace("section 31(3) and section 24(2)", "sections 24(2) and 31(3)")),
        notice(n1=NOTICE["n1"].replace("section 31(3) and section 24(2)", "s.31(3) & s.24(2)")),
        notice(n3=NOTICE["n3"] + " Section 31 and section 24 are qualified exemptions."),
        notice(n1=NOTICE["n1"].replace("section 31(3) and section 24(2)", "section 24 (2) and section 31 (3)")),
        notice(n3=NOTICE["n3"] + " Section 23 bodies are not concerned."),
    ],
    "n3": [
        notice(),
        notice(n3="An answer would prejudice the apprehension or prosecution of offenders."),
        notice(n3="An answer would be likely to prejudice the matter in section 31(1)(b)."),
        notice(
            n3="The matters are in subsection (1)(a) and (b). An answer would be likely to cause prejudice to both."
        ),
        notice(
            n3="The matters concerned are in section 31(1)(a). Our view is that an answer would be likely to prejudice "
            "them."
        ),
        notice(n1=NOTICE["n1"].replace("section 31(3) and section 24(2)", "section 24(2)"), n3=""),
    ],
    "n4": [
        notice(),
        notice(
            n4="Exemption is required to protect national security, because an answer would tell terrorists whether to "
            "guard against a tool."
        ),
        notice(n4="It would be needed in order to safeguard the UK's national security."),
        notice(n4="Without it the answer would help them; it is therefore necessary to safeguard national security."),
        notice(n4="It is required so as to safeguard national security: an answer would be given to the world."),
        notice(n1=NOTICE["n1"].replace("section 31(3) and section 24(2)", "section 31(3)"), n4=""),
    ],
    "n5": [
        notice(),
        notice(n5="Confirming it would alert offenders."),
        notice(n5="A denial would reveal a gap."),
        notice(n5="To confirm or deny this would harm sensitive tactics."),
        notice(n5="Either answer would be likely to compromise investigations."),
    ],
    "weak-n5": [
        notice(),
        notice(
            n5="A confirmation would compromise our tactics. A denial would be as useful to offenders, since it shows "
            "a gap."
        ),
        notice(
            n5="Confirming it would alert terrorists. If no information is held, saying so would reveal that they are "
            "safe."
        ),
        notice(n5="Confirming it would harm tactics, and either answer would help criminals."),
        notice(n5="To confirm it would disadvantage us, and to deny it would expose a vulnerability."),
        notice(n5=""),
    ],
    "n6": [
        notice(),
        notice(n6="Factors in favour of disclosure:"),
        notice(n6="Considerations favouring confirmation"),
        notice(n6="To say so would allow the public to understand how its police work."),
        notice(n6="Section 31(3) factors favouring confirming or denying"),
        notice(n6="Factors for confirming or denying"),
    ],
    "n7": [
        notice(),
        notice(n7="Factors against disclosure:"),
        notice(n7="Considerations against confirmation"),
        notice(n7="Factors favouring neither confirming nor denying"),
        notice(n7="Arguments against complying with the duty"),
        notice(n7="Factors favouring non-disclosure"),
    ],
    "n8": [
        notice(),
        notice(n8="Balance test\n\nWe have decided."),
        notice(n8="The one outweighs the other."),
        notice(n8="Having balanced the two, we have decided."),
        notice(n8="Balancing test"),
    ],
    "weak-n8": [
        notice(),
        notice(
            n8="The public interest in disclosing whether it is held does not outweigh that in the exclusion of "
            "the duty."
        ),
        notice(
            n8="As to the exclusion of the duty, we say that the public interest in disclosing whether it is held is "
            "outweighed by the public interest in maintaining it."
        ),
        notice(
            n8="We have decided that the public interest in disclosing whether we hold it is outweighed by that in "
            "maintaining the exclusion of the duty."
        ),
        notice(
            n8="Balance test\n\nFor each exemption the public interest in excluding the duty to confirm or deny is "
            "greater than the public interest in saying whether the information is held."
        ),
        notice(
            n8="The balance: maintaining the exclusion of the duty in section 1(1)(a) outweighs confirming or denying."
        ),
        notice(n8=""),
    ],
    "n9": [
        notice(),
        notice(n9="If you are not satisfied, you may ask Kent Police to review its handling of your request."),
        notice(n9="Our complaints procedure is attached."),
        notice(n9="You have the right to require the force to review this decision."),
        notice(n9="Kent Police has no internal review procedure."),
        notice(n9="Requests for a review should be sent to foi@kent.example: we carry out a review within 20 days."),
    ],
    "n10": [
        notice(),
        notice(n10="You can apply to the Information Commissioner at casework@example.org."),
        notice(n10="You can complain to the Information Commission: https://www.example.org"),
        notice(n10="Section 50 lets you apply for a decision.\n\nExample House\n1 Example Road\nWilmslow SK9 5AF"),
        notice(n10="You can write to the Information Commissioner's Office, telephone 0303 123 1113."),
        notice(n10="You can apply to the regulator at its address under section 50."),
    ],
}

# --- whole drafts, with every rule that finds something in them, in order of place ---

HEAD = "Reference: 26/101\n\n24 November 2026\n\nYour request\n\nDoes Kent Police or Essex Police use Palantir?\n\n"
REPLY = notice().removeprefix("Decision\n\n")
PARTIAL = (
    "Information that is already public\n\nKent Police can confirm that it holds the information within your request "
    "that it has published. It is exempt under section 21(1): https://www.example.org/foi/101\n\n"
    "Any use for covert purposes\n\n"
    + REPLY.replace("the information that you have requested", "any other information about covert use", 1)
)


@dataclass(frozen=True)
class Faulty:
    """A whole draft and the ids of every rule that finds something in it, by place."""

    title: str
    text: str
    finds: list[str]
    kind: str | None = None
    force: str | None = "kent"
    part: bool = False


DRAFTS = [
    Faulty("nothing is wrong with a full NCND", f"{HEAD}Response\n\n{REPLY}", []),
    Faulty("nothing is wrong with a partial NCND", f"{HEAD}Response\n\n{PARTIAL}", []),
    Faulty("nothing is wrong when the officer says partial", f"{HEAD}Response\n\n{PARTIAL}", [], "partial"),
    Faulty(
        "a partial NCND is said to be full",
        f"{HEAD}Response\n\n{PARTIAL}",
        ["held-and-ncnd", "held-and-ncnd", "any-other"],
        "full",
    ),
    Faulty(
        "a partial NCND is said to be one part",
        PARTIAL,
        ["held-and-ncnd", "held-and-ncnd", "any-other"],
        part=True,
    ),
    Faulty("held and NCND", f"{HEAD}Response\n\nThe information is held.\n\n{REPLY}", ["held-and-ncnd"]),
    Faulty(
        "searches, then held, then the limbs of an NCND to exempt it",
        f"{HEAD}Response\n\nExtent of searches\n\nTo find the information, searches were made in Kent.\n\nI can "
        "confirm that the information you have requested is held by Kent Police.\n\nDecision\n\nI have decided to "
        f"exempt any information pursuant to section 24(2) and section 31(3).\n\n{REPLY}",
        ["held-and-ncnd", "wrong-limb"],
    ),
    Faulty(
        "another force's words, and half of a name",
        f"{HEAD}Response\n\n{REPLY}\n\nThis would undermine confidence in the Met and in Powys Police.",
        ["other-force", "force-fragment"],
    ),
    Faulty("without a force, no name is looked for", f"{HEAD}Response\n\n{REPLY}\n\nThe Met agrees.", [], force=None),
    Faulty(
        "the reference of another case, and a mark",
        f"{HEAD}Response\n\n{REPLY}\n\nPlease quote reference 25/990. CRU advice 1750/22 was followed.",
        ["case-reference", "internal-mark"],
    ),
    Faulty(
        "fields left open",
        f"{HEAD}Response\n\n{REPLY.replace('Kent Police', '[the force]')}\n\nDear {{{{ name }}}}",
        ["open-field", "open-field"],
    ),
    Faulty(
        "the exclusion rests on section 31(1)",
        f"{HEAD}Response\n\n{REPLY.replace('section 31(3)', 'section 31(1)')}",
        ["wrong-limb"],
    ),
    Faulty(
        "section 21 without its link",
        f"{HEAD}Response\n\n{PARTIAL.replace('https://www.example.org/foi/101', 'see our website.')}",
        ["s21-link"],
    ),
    Faulty(
        "use is confirmed, and the harm of denying is missing",
        f"{HEAD}Response\n\n{REPLY.replace('Denying it would', 'It would')}\n\nOur use of Foundry is sensitive.",
        ["confirmed-use", "weak-n5"],
    ),
    Faulty(
        "the Scottish Act, its section and its regulator",
        f"{HEAD}Response\n\n{REPLY}\n\nThis is a notice under FOISA. You can apply to the Scottish Information "
        "Commissioner.",
        ["foisa", "foisa"],
    ),
    Faulty(
        "an NCND and nothing else",
        "Kent Police can neither confirm nor deny whether it holds any information.",
        ["n1", "n2", "n5", "n6", "n7", "n8", "n9", "n10"],
    ),
    Faulty(
        "a reply that is no NCND has only the rules for any reply",
        "Response\n\nThe information is held and is exempt under section 43(2). Section 21 applies to the rest.",
        ["s21-link"],
    ),
    Faulty(
        "the officer says that it is a full NCND, and it does not read as one",
        "We cannot help you.",
        ["n1", "n2", "n5", "n6", "n7", "n8", "n9", "n10"],
        "full",
    ),
    Faulty(
        "question by question, one of them both held and NCND",
        "Question 1\nDoes the Met use it?\nAnswer\nThe information is held, and is attached.\nQuestion 2\nIs it used "
        "covertly?\nAnswer\nNo information is held. Kent Police can neither confirm nor deny whether it holds any "
        f"information.\nQuestion 3\nWhy?\nAnswer\n{REPLY}",
        ["held-and-ncnd"],
    ),
    Faulty(
        "the same sentence twice, in lines that were wrapped",
        f"{HEAD}Response\r\n\r\n{REPLY}\r\n\r\nOffenders would take note of every word that we write here, we "
        "fear.\r\n\r\nOffenders would take note of every word\r\nthat we write here, we fear.",
        ["duplicate-sentence"],
    ),
    Faulty("nothing at all", " \n\n", []),
]

# --- how a draft is told apart: the request in one list, then the parts of the reply, each as its sentences ---

SPLIT: list[tuple[str, list[str], list[list[str]]]] = [
    ("No heading. All is reply.", [], [["No heading.", "All is reply."]]),
    ("Request\nWhat?\nResponse\nThis.", ["Request", "What?"], [["Response", "This."]]),
    ("Your request:\nA thing.\nOur response:\nThis.", ["Your request:", "A thing."], [["Our response:", "This."]]),
    ("You asked\nA thing.\nDecision\nThis.", ["You asked", "A thing."], [["Decision", "This."]]),
    (
        "Dear X\n\nYou asked for the following:\n\nA thing.\n\nIn response to your request, this.",
        ["You asked for the following:", "A thing."],
        [["Dear X"], ["In response to your request, this."]],
    ),
    ("REQUEST\nA thing.\nKENT POLICE RESPONSE\nThis.", ["REQUEST", "A thing."], [["KENT POLICE RESPONSE", "This."]]),
    ("Request: A thing.\nResponse: This.", ["Request: A thing."], [["Response: This."]]),
    (
        "I write about your request of 3 May, in which you asked for the following:\n1. A?\n2. B.\nIn response:\n1. C.",
        ["I write about your request of 3 May, in which you asked for the following:", "1. A?", "2. B."],
        [["In response:"], ["1. C."]],
    ),
    # question by question
    (
        "Question 1\nA.\nAnswer\nB.\nQuestion 2\nC.\nAnswer\nD.",
        ["Question 1", "A.", "Question 2", "C."],
        [["Answer", "B."], ["Answer", "D."]],
    ),
    ("Q1. A?\nA1. B.\nQ2. C?\nA2. D.", ["Q1. A?", "Q2. C?"], [["A1. B."], ["A2. D."]]),
    (
        "Request\nQuestion 1\nA.\nResponse\nQuestion 1\nB.\nQuestion 2\nC.",
        ["Request", "Question 1", "A."],
        [["Response"], ["Question 1", "B."], ["Question 2", "C."]],
    ),
    ("Question 1\nA.\nQuestion 2\nB.", [], [["Question 1", "A."], ["Question 2", "B."]]),
    ("Question 1: A?\nB.\nQuestion 2: C?\nD.", ["Question 1: A?", "Question 2: C?"], [["B."], ["D."]]),
    ("1. A?\nB is so.\n2. C?\nD is so.", ["1. A?", "2. C?"], [["B is so."], ["D is so."]]),
    # where nothing says that the request ends
    (
        "Your request\n\nA thing.\n\nI can confirm that it is held.",
        ["Your request", "A thing."],
        [["I can confirm that it is held."]],
    ),
    ("Your request\n\nA thing.\n\nWe thank you.", [], [["Your request", "A thing.", "We thank you."]]),
    (
        "Request\nIn response to your letter of May: why?\nResponse\nThis.",
        ["Request", "In response to your letter of May: why?"],
        [["Response", "This."]],
    ),
    ("Response\nThis.\nOriginal request\nA thing.", ["Original request", "A thing."], [["Response", "This."]]),
    ("> A quoted line.\nThis.", ["> A quoted line."], [["This."]]),
    # what is no heading
    ("Freedom of Information Request\nThis.", [], [["Freedom of Information Request", "This."]]),
    (
        "Request\nIn response to my last letter you refused.\nResponse\nThis.",
        ["Request", "In response to my last letter you refused."],
        [["Response", "This."]],
    ),
    # parts: points, headings, what an NCND is limited to
    ("1. A.\n2. B.\nMore.", [], [["1. A."], ["2. B.", "More."]]),
    ("Points 1 to 3: A.\nPoint 4: B.", [], [["Points 1 to 3: A."], ["Point 4: B."]]),
    (
        "In relation to point 1, A. With regard to questions 2 and 3, B.",
        [],
        [["In relation to point 1, A."], ["With regard to questions 2 and 3, B."]],
    ),
    ("A.\n\nAt these points, we cannot say.", [], [["A."], ["At these points, we cannot say."]]),
    ("Licences\n\nA.\n\nContracts\n\nB.", [], [["Licences", "A."], ["Contracts", "B."]]),
    (
        "Decision\n\nA.\n\nSection 31(3) Law Enforcement\n\nB.\n\nFactors against disclosure:\n\nC.\n\nBalance "
        "test\n\nD.",
        [],
        [
            [
                "Decision",
                "A.",
                "Section 31(3) Law Enforcement",
                "B.",
                "Factors against disclosure:",
                "C.",
                "Balance test",
                "D.",
            ]
        ],
    ),
    ("Decision\n\nA.\n\nYour right to complain\n\nB.", [], [["Decision", "A."], ["Your right to complain", "B."]]),
    (f"Published\n\nA.\n\nOther\n\n{COVERT}", [], [["Published", "A."], ["Other", COVERT]]),
    (f"A thing. {COVERT}", [], [["A thing."], [COVERT]]),
    (f"Licences\n\nA.\n\nTools\n\n{NCND}", [], [["Licences", "A.", "Tools", NCND]]),
    (
        "We hold one record, but can neither confirm nor deny whether any other information is held.",
        [],
        [["We hold one record"], ["can neither confirm nor deny whether any other information is held."]],
    ),
    (
        "The following is held:\n- Licences\n- Contracts\nDecision\nA.",
        [],
        [["The following is held:", "- Licences", "- Contracts", "Decision", "A."]],
    ),
    # sentences
    (
        "See s. 31 of the Act. Mr. Smith (no. 5) wrote it. Is it so? \u201cYes.\u201d It is.",
        [],
        [["See s. 31 of the Act.", "Mr. Smith (no. 5) wrote it.", "Is it so?", "\u201cYes.\u201d", "It is."]],
    ),
    (
        "This is a line that was wrapped where it met the margin, and it goes on\nin the next; Kent Police and others "
        "write such lines in their e-mails.\nThis is another paragraph.",
        [],
        [
            [
                "This is a line that was wrapped where it met the margin, and it goes on\nin the next; Kent Police and "
                "others write such lines in their e-mails.",
                "This is another paragraph.",
            ]
        ],
    ),
    ("\ufeffA.\r\n\r\n\u00a0 B.\u000bC.\u2028D.", [], [["A.", "B.", "C.", "D."]]),
]


def samples() -> Iterator[Sample]:
    """Yield every sample."""
    for found, table in ((True, FOUND), (False, NOT_FOUND)):
        for rule, texts in table.items():
            for text in texts:
                yield Sample(rule, found, text)
