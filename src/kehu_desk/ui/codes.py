"""The names of codes: what a reader sees for `motor_compulsory`, `broker`, `claim_reported`.

Reads a code and its kind; gives its name in the language that is read. A code that is not known here is shown as the
source wrote it, because an insurer brings lines and channels of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

TIERS: Mapping[str, Any] = {"A": _("Tier A"), "B": _("Tier B"), "C": _("Tier C"), "D": _("Tier D")}

NAMES: Mapping[str, Mapping[str, Any]] = {
    "line": {
        "motor": _("Motor"),
        "motor_compulsory": _("Compulsory motor"),
        "motor_commercial": _("Commercial motor"),
        "motor_comprehensive_new": _("Motor comprehensive, new vehicles"),
        "motor_comprehensive_old": _("Motor comprehensive, old vehicles"),
        "motor_collision_new": _("Motor collision, new vehicles"),
        "motor_collision_old": _("Motor collision, old vehicles"),
        "home": pgettext_lazy("line", "Home"),
        "accident": pgettext_lazy("line", "Accident"),
        "health": pgettext_lazy("line", "Health"),
        "property": _("Commercial property"),
        "building_contents": _("Building and contents"),
        "inland_marine": _("Inland marine"),
        "employers_liability": _("Employers' liability"),
        "public_liability": _("Public liability"),
        "safety_liability": _("Safety-production liability"),
        "cargo": pgettext_lazy("line", "Cargo"),
        "guarantee": pgettext_lazy("line", "Guarantee"),
        "agriculture": pgettext_lazy("line", "Agriculture"),
        "other": pgettext_lazy("line", "Other"),
    },
    "channel": {
        "direct": pgettext_lazy("channel", "Direct"),
        "agent": pgettext_lazy("channel", "Agent"),
        "broker": pgettext_lazy("channel", "Broker"),
        "dealer": pgettext_lazy("channel", "Car dealer"),
        "online": pgettext_lazy("channel", "Online"),
        "bank": pgettext_lazy("channel", "Bank"),
        "platform": pgettext_lazy("channel", "Platform"),
        "employee": pgettext_lazy("channel", "Employee"),
        "other": pgettext_lazy("channel", "Other"),
    },
    "renewal_list": {
        "pursue": _("Pursue"),
        "keep": _("Keep as it is"),
        "reprice": _("Re-price"),
        "decline": _("Decline"),
    },
    "offer_changed": {
        "lawful": _("By itself it would be declined; the law does not allow that."),
        "filed": _("By itself it would have another price; that one lies outside the filed range."),
        "fair": _("By itself it would be dearer; the law does not allow a price above that of new business."),
        "limits": _("By itself it would be offered something else; the limits that all share move it."),
        "chosen": _("It was drawn by chance to be offered the unchanged price, so that effects are known."),
    },
    "kind": {"person": pgettext_lazy("customer", "Person"), "organisation": pgettext_lazy("customer", "Organisation")},
    "gender": {
        "female": _("Female"),
        "male": _("Male"),
        "other": pgettext_lazy("gender", "Other"),
    },
    "identity": {
        "national_id": _("Identity card"),
        "company_code": _("Company code"),
        "passport": _("Passport"),
        "permit": _("Travel permit"),
        "other": pgettext_lazy("identity document", "Other"),
    },
    "role": {
        "policyholder": _("Policyholder"),
        "insured": _("Insured"),
        "payer": _("Payer"),
        "beneficiary": _("Beneficiary"),
        "driver": _("Driver"),
    },
    "object": {
        "vehicle": _("Vehicle"),
        "building": _("Building"),
        "contents": _("Contents"),
        "people": _("People"),
        "activity": _("Activity"),
        "other": pgettext_lazy("insured object", "Other"),
    },
    "tier": TIERS,
    "grade": {"none": _("not known")},
    "place": {
        **TIERS,
        "none": _("not known"),
        "new": _("New customers"),
        "left": _("No longer here"),
        "merged": _("Now known as one with another"),
    },
    "measure": {
        "earned_premium": _("Earned premium"),
        "incurred": _("Incurred claims"),
        "result": _("Result"),
        "lifetime_value": _("Lifetime value"),
        "future_value": _("Lifetime value and potential"),
        "coming_result": _("Result of the coming year"),
    },
    "peril": {
        "财产损失": _("Property damage"),
        "人身伤害": _("Bodily injury"),
        "碰撞": _("Collision"),
        "第三者人伤": _("Injury of third parties"),
        "玻璃划痕": _("Glass and scratches"),
        "水淹自燃": _("Flooding and self-ignition"),
        "水管爆裂": _("Burst pipes"),
        "火灾爆炸": _("Fire and explosion"),
        "盗抢": _("Theft and robbery"),
        "意外医疗": _("Medical costs of accidents"),
        "伤残身故": _("Disability and death"),
        "暴雨台风": _("Rainstorm and typhoon"),
        "工伤": _("Injury at work"),
        "工亡": _("Death at work"),
        "场所人伤": _("Injury on the premises"),
        "other": _("Other perils"),
        "unknown": _("Peril not named"),
    },
    "vehicle_use": {
        "家庭自用": _("Private"),
        "企业非营业": _("Company"),
        "营业货运": _("Goods for hire"),
        "营业客运": _("Passengers for hire"),
    },
    "medium": {
        "call": _("Telephone call"),
        "visit": _("Visit"),
        "mail": _("Mail"),
        "message": _("Text message"),
        "chat": _("Chat"),
        "letter": _("Letter"),
        "event": pgettext_lazy("medium", "Event"),
        "other": pgettext_lazy("medium", "Other"),
    },
    "direction": {"in": _("From the customer"), "out": _("To the customer")},
    "topic": {
        "续保提醒": _("Renewal reminder"),
        "保单咨询": _("Question on a policy"),
        "理赔进度": _("State of a claim"),
        "投诉": _("Complaint"),
        "回访": _("Follow-up"),
        "产品介绍": _("Product introduction"),
    },
    "service": {
        "risk_survey": _("Loss-prevention survey"),
        "safety_training": _("Work-safety training"),
        "hazard_check": _("Home hazard inspection"),
        "driving_check": _("Safe-driving reminder and check"),
        "health_talk": _("Health talk"),
        "no_claim_thanks": _("Thanks for years without a claim"),
        "annual_review": _("Yearly review of all covers"),
        "roadside_help": _("Roadside help"),
        "安全驾驶提醒与检测": _("Safe-driving reminder and check"),
        "居家隐患检查": _("Home hazard inspection"),
        "健康讲座": _("Health talk"),
        "防灾防损查勘": _("Loss-prevention survey"),
        "用工安全培训": _("Work-safety training"),
        "场所安全查勘": _("Premises safety survey"),
    },
    "survey": {"续保": _("After a renewal"), "理赔": _("After a claim")},
    "change": {
        "保额变更": _("Sum insured changed"),
        "标的变更": _("Insured object changed"),
        "使用性质变更": _("Use changed"),
        "人员变更": _("People changed"),
        "信息更正": _("Particulars corrected"),
    },
    "outcome": {
        "accepted": pgettext_lazy("offer", "Accepted"),
        "declined": pgettext_lazy("offer", "Declined"),
        "withdrawn": pgettext_lazy("offer", "Withdrawn"),
        "open": pgettext_lazy("offer", "Open"),
    },
    "event": {
        "record_known": _("Record taken up"),
        "term_began": _("Cover began"),
        "term_cancelled": _("Cover cancelled"),
        "term_expired": _("Cover expired"),
        "endorsement": _("Endorsement"),
        "offer_made": _("Renewal offered"),
        "offer_decided": _("Offer decided"),
        "claim_occurred": _("Loss occurred"),
        "claim_reported": _("Claim reported"),
        "claim_closed": _("Claim closed"),
        "interaction": _("Contact"),
        "service": pgettext_lazy("event", "Service"),
        "survey": pgettext_lazy("event", "Survey"),
        "referral_given": _("Referral given"),
    },
    "rule": {
        "identity_number": _("Same identity number"),
        "birth_and_licence": _("Same dates of birth and of driving licence"),
        "model": _("Very likely the same, all fields together"),
        "decision": _("Decided by people"),
    },
    "status": {
        "in_force": _("In force"),
        "expired": _("Expired"),
        "cancelled": _("Cancelled"),
        "not_begun": _("Not yet begun"),
        "open": pgettext_lazy("claim", "Open"),
        "closed": pgettext_lazy("claim", "Closed"),
    },
    "strategy": {
        "keep": pgettext_lazy("strategy", "Keep"),
        "grow": pgettext_lazy("strategy", "Grow"),
        "convert": pgettext_lazy("strategy", "Convert"),
        "release": pgettext_lazy("strategy", "Release"),
    },
    "severity": {"error": _("Error"), "warning": _("Warning"), "note": pgettext_lazy("severity", "Note")},
}


def code_name(code: Any, kind: str) -> str:
    """The name of a code, or the code as written; nothing for nothing.

    >>> code_name("one of a kind", "line"), code_name(None, "line")
    ('one of a kind', '')
    """
    if code is None or code == "":
        return ""
    return str(NAMES.get(kind, {}).get(code, code))


def code_names(codes: str | Iterable[str] | None, kind: str) -> str:
    """The names of several codes, given as a list or between commas."""
    given = codes.split(",") if isinstance(codes, str) else (codes or ())
    return pgettext("between parts of a list", ", ").join(code_name(code, kind) for code in given if code)


def choices(kind: str) -> list[tuple[str, Any]]:
    """All codes of a kind with their names, for a form."""
    return list(NAMES[kind].items())
