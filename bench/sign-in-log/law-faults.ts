/** A fault in one clause of the law. `find` must be in the file exactly once. */
export interface LawFault {
  /** What the fault does, as the end of a sentence: "with the fault that …". */
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

const USERS = "src/law/users.ts";
const APPLICATIONS = "src/law/applications.ts";
const GRANT = "src/law/grant.ts";
const CONDITIONS = "src/law/conditions/index.ts";
const NETWORK = "src/law/conditions/locations-law.ts";
const PLATFORMS = "src/law/conditions/platforms.ts";
const RULES = "src/law/device-filter/evaluate.ts";

const fault = (file: string, name: string, find: string, put: string): LawFault => ({ name, file, find, put });

/** A fault for each clause that decides whether a policy applies, and for the requirements of a grant. */
export const LAW_FAULTS: readonly LawFault[] = [
  fault(
    USERS,
    "inclusion beats exclusion",
    'terms.every([named("include"), terms.not(named("exclude"))])',
    'named("include")',
  ),
  fault(USERS, "a policy includes everybody", '[named("include"), terms.not(', "[terms.always, terms.not("),
  fault(
    USERS,
    "a user's id includes nobody",
    "if (person !== undefined && assignment.users.has(person)) return true;",
    "",
  ),
  fault(USERS, "groups hold nobody", "if (known.isInGroup(group, side, person)) return true;", "void group;"),
  fault(USERS, "roles are held by nobody", "if (known.hasRole(role, side, person)) return true;", "void role;"),
  fault(USERS, "the old word for guests means members, too", 'if (identity.type === "member") return terms.never;', ""),
  fault(
    USERS,
    "guests are all alike",
    "if (guests?.types.has(identity.type)) return",
    'if (guests && identity.type !== "internalGuest") return',
  ),
  fault(
    USERS,
    "home tenants don't matter",
    "homes.tenants.has(identity.home) ? terms.always :",
    "true ? terms.always :",
  ),
  fault(
    USERS,
    "a list of tenants includes guests of one's own",
    'if (isInternal) return terms.isReadSo(side, "a list',
    'if (isInternal) return terms.always ?? terms.isReadSo(side, "a list',
  ),
  fault(APPLICATIONS, "all applications aren't the API", "list.all || list.ids.has(", "list.ids.has("),
  fault(APPLICATIONS, "the API's own id isn't the API", "list.ids.has(AZURE_MANAGEMENT)", "false"),
  fault(
    APPLICATIONS,
    "an excluded application isn't",
    'terms.every([named("include"), terms.not(named("exclude"))])',
    'named("include")',
  ),
  fault(
    APPLICATIONS,
    "contexts and actions are about every request",
    "if (applications.otherTarget) return terms.never;",
    "",
  ),
  fault(APPLICATIONS, "admin portals are the API", "list.all || list.ids", "list.all || list.adminPortals || list.ids"),
  fault(
    GRANT,
    "one of several controls is as good as all",
    "terms.isBlockAmongOthers() : terms.some(controls)",
    "terms.isBlockAmongOthers() : terms.every(controls)",
  ),
  fault(GRANT, "a device that is compliant is MFA", "return terms.shows(control.name);", "return terms.never;"),
  fault(
    GRANT,
    "all controls are needed to stop anybody",
    'if (grant.operator.kind === "all") return terms.every(controls);',
    'if (grant.operator.kind === "all") return terms.some(controls);',
  ),
  fault(
    GRANT,
    "MFA isn't MFA",
    'case "mfa":\n    case "block":',
    'case "mfa":\n      return terms.always;\n    case "block":',
  ),
  fault(CONDITIONS, "a list is met by what isn't on it", "return truthOf((condition", "return truthOf(!(condition"),
  fault(CONDITIONS, "an empty word in a list means all", ".has(value));", ".has(value) || condition.values.size > 2);"),
  fault(
    "src/law/conditions/client-app-types.ts",
    "all clients are any list",
    'if (words.has("all")) return',
    "if (words.size > 0) return",
  ),
  fault(
    "src/law/conditions/authentication-flows.ts",
    "flows aren't looked at",
    "if (isEmptyList(methods)) return",
    "if (!isEmptyList(methods)) return",
  ),
  fault(
    "src/law/conditions/authentication-flows.ts",
    "only the first flow of several counts",
    "flow !== null && words.has(flow)",
    "flow !== null && flow === [...words][0]",
  ),
  fault(
    CONDITIONS,
    "sign-in risk isn't looked at",
    "switch (condition.kind) {",
    'if (dimension === "signInRisk") return "yes";\n  switch (condition.kind) {',
  ),
  fault(
    CONDITIONS,
    "user risk isn't looked at",
    "switch (condition.kind) {",
    'if (dimension === "userRisk") return "yes";\n  switch (condition.kind) {',
  ),
  fault(
    PLATFORMS,
    "excluded platforms are covered",
    "isListed(include, platform) && !isListed(exclude, platform)",
    "isListed(include, platform)",
  ),
  fault(
    PLATFORMS,
    "all platforms but unknown ones",
    'words.has("all") || (platform !== "unknown" && words.has(platform))',
    'platform !== "unknown" && (words.has("all") || words.has(platform))',
  ),
  fault(
    PLATFORMS,
    "an unknown platform is on every list",
    'words.has("all") || (platform !== "unknown" && words.has(platform))',
    'words.has("all") || platform === "unknown" || words.has(platform)',
  ),
  fault(
    NETWORK,
    "a place that isn't included is",
    "included === terms.never ? included : terms.every([included, ",
    "terms.every([",
  ),
  fault(
    NETWORK,
    "excluded places are covered",
    "terms.every([included, terms.not(inList(exclude, tenant, terms))])",
    "included",
  ),
  fault(NETWORK, "every named location is trusted", "trusted && !without", "!without"),
  fault(NETWORK, "no place is trusted", "terms.isTrusted(marked.map((one) => inLocation(one, terms)))", "terms.never"),
  fault(NETWORK, "countries are never met", "places.codes.has(country.code)", "false"),
  fault(NETWORK, "addresses aren't in any range", "truthOf(includes(ranges, address))", '"no"'),
  fault(
    "src/law/addresses/address.ts",
    "the last address of a range is outside",
    "value <= range.last",
    "value < range.last",
  ),
  fault(
    "src/law/addresses/address.ts",
    "the first address of a range is outside",
    "range.first <= value",
    "range.first < value",
  ),
  fault("src/law/addresses/address.ts", "IPv4 and IPv6 are one", "range.family === family && ", ""),
  fault(
    "src/law/addresses/address.ts",
    "networks are half as large",
    "last: first + (1n << hostBits) - 1n",
    "last: first + ((1n << hostBits) >> 1n) - 1n",
  ),
  fault(
    "src/law/conditions/devices.ts",
    "a filter that excludes includes",
    '=== (mode === "include" ? "yes" : "no")',
    '=== (mode === "include" ? "yes" : "yes")',
  ),
  fault(
    RULES,
    "negative operators are false of what has no value",
    'return negated ? "yes" : "no";\n}',
    'return "no";\n}',
  ),
  fault(
    RULES,
    "negative operators say the same as positive ones",
    'isTrueOf(fact, value)) === negated ? "no" : "yes"',
    'isTrueOf(fact, value)) ? "yes" : "no"',
  ),
  fault(
    "src/law/device-filter/rule.ts",
    "or means and",
    'rule.kind === "and" ? joining.every(parts) : joining.some(parts)',
    "joining.every(parts)",
  ),
  fault(
    "src/law/device-filter/rule.ts",
    "and means or",
    'rule.kind === "and" ? joining.every(parts) : joining.some(parts)',
    "joining.some(parts)",
  ),
  fault("src/law/device-filter/rule.ts", "letter case counts", "map(foldUnit)", "map((unit) => unit)"),
  fault(RULES, "a text that contains begins", "text.includes(part)", "text.startsWith(part)"),
  fault(
    RULES,
    "one of a list is the first",
    "anyOf.some((fact) => isTrueOf(fact, value)) === negated",
    "anyOf.slice(0, 1).some((fact) => isTrueOf(fact, value)) === negated",
  ),
  fault(
    "src/law/membership/membership.ts",
    "a role in a part of the tenant counts everywhere",
    'which === (tenantWide ? "in part" : "include")',
    'which === "in part"',
  ),
];
