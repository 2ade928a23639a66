/** Tenants whose audit is kept in words, each with what it shows that no other does. */
export const KEPT: { readonly [name: string]: string } = {
  compliant: "every step passes; exclusions in force, with access reviews, alerts and licences",
  sandbox: "a way in for people by name and for outsiders; a policy in report-only that isn't enough",
  "no-policy": "steps that don't apply; everybody exposed",
  "union-members-guests":
    "two policies that carry the control together; guests left out by one and covered by the other",
  "location-include-one-country": "a named location as evidence",
  "condition-unheard-of": "a verdict that is unknown, by content that isn't understood",
  "policies-alone":
    "classes of people instead of names; a way in that depends on groups and roles that nobody exported; steps that fail beside steps that are unknown",
  "register-lapsed": "entries of the register that are overdue, too far ahead, and stale",
  "much-besides": "everything that is looked at besides is amiss, with applications and service principals as evidence",
  "little-read": "what could not be read, and which role is missing",
};

/** Of these, the one that is kept in every format. */
export const IN_EVERY_FORMAT: readonly string[] = ["sandbox"];
