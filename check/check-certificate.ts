// biome-ignore-all format: an auditor reads the checker as a whole, so that it is laid out to be short
/** Checks the certificate of a *proved* verdict (docs/certificate.md) by the law of Conditional Access in its own words. It imports nothing
 * of the prover, takes nothing from the certificate but where to look, and refuses what it can't follow. */
import { createHash } from "node:crypto";
import { constants, openSync, readSync } from "node:fs";

type Obj = { readonly [key: string]: unknown };
/** Which values some variables may have, as bits. A variable that isn't there may have any. */
type Box = ReadonlyMap<string, bigint>;
type Values = (variable: string) => bigint;
type Tenant = { readonly list: (key: string) => readonly Obj[] | undefined; readonly assumed: readonly string[] };
export class Refused extends Error {}
function must(holds: unknown, otherwise: string): asserts holds { if (!holds) throw new Refused(otherwise); }
// ---- Graph's JSON: what isn't understood is refused, so that it never counts in favour of a policy ----
const split = (text: string): readonly string[] => text.split(" ");
const isObj = (value: unknown): value is Obj => typeof value === "object" && value !== null && !Array.isArray(value);
const obj = (value: unknown): Obj => (isObj(value) ? value : {});
const objs = (value: unknown): readonly Obj[] => (Array.isArray(value) ? value.map(obj) : []);
const lower = (value: unknown): string => (typeof value === "string" ? value.toLowerCase() : "");
const isNothing = (value: unknown): boolean => value === undefined || value === null;
const isEmpty = (value: unknown): boolean => /^(null|""|\[\])?$/.test(JSON.stringify(value) ?? "");
const isOf = (one: unknown, type: RegExp): boolean => type.test(lower(obj(one)["@odata.type"]));
const isGuid = (text: unknown): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(String(text));
const words = (value: unknown): readonly string[] => {
  must(isNothing(value) || (Array.isArray(value) && value.every((one) => typeof one === "string")), `not checked: ${JSON.stringify(value)}`);
  return ((value ?? []) as string[]).map(lower); };
const flags = (value: unknown): readonly string[] => words(typeof value === "string" ? [value] : value).flatMap((text) => text.trim().split(/ *, */)).filter((word) => word !== "");
/** An object without other keys than these: another one may change what they mean, unless there is nothing in it. Any object is a condition. */
function only(value: unknown, known: readonly string[]): Obj {
  const isNote = (key: string) => /^[@#]|.@(odata\.(?!count)|microsoft\.)/.test(key);
  const isBlank = (one: unknown): boolean => isEmpty(one) || (known !== CONDITIONS && isObj(one) && Object.entries(one).every(([key, inner]) => isNote(key) || isBlank(inner)));
  const isOdd = (key: string) => !known.includes(key) && !isNote(key) && !(key === "partialEnablementStrategy" ? isNothing : isBlank)(obj(value)[key]);
  const odd = isObj(value) ? Object.keys(value).find(isOdd) : JSON.stringify(value);
  must(isObj(value) && odd === undefined, `not checked: ${odd}`); return value; }
/** Whether Graph writes around a list that it is a part. That it is one, or that an object is there no more, is refused wherever it is said. */
function isPart(of: Obj, key: string, length: number): boolean {
  const said = (name: string) => of[`${key}@${name}`] ?? (key === "" ? of[name] : undefined);
  const isNarrow = /\/microsoft\.graph\.\w|\$delta|[?&]\$?(filter|search|top|skip)|[(,]members\b/i.test(String(said("odata.context")));
  return isNarrow || !isNothing(said("odata.nextLink")) || (said("odata.count") ?? (key === "" ? (of["Count"] ?? of["count"]) : undefined) ?? length) !== length; }
// Words and keys in Graph's own letters: in others they may mean something else, or nothing. Tokens are of users, applications and locations alone.
const TOKENS = split("All None GuestsOrExternalUsers AllAgentIdUsers AllTrusted Office365 MicrosoftAdminPortals AllAgentIdResources");
const WORDS = split("all none enabled include exclude enumerated AND OR block compliantDevice domainJoinedDevice approvedApplication compliantApplication passwordChange mfa");
const LISTS = split("policies namedLocations authenticationStrengthPolicies users groups roleAssignments roleEligibilitySchedules roleDefinitions");
const TEXTS = /^(id|key|state|rule|operator|userPrincipalName|userType|creationType|externalUserState|visibility|status|principalType|\w+Id)$/;
/** Refuses keys and words in other letters, values of other types, a second list of members, and marks of a part or of something deleted. Each list and each policy is looked at where it is used. `of`: what policy or list of policies it is; empty if it is neither. */
function mustBePlain(json: unknown, of = "", within = ""): void {
  const isPolicy = of !== ""; if (typeof json === "string" && isPolicy && !/^(displayName|description|rule|id)$/.test(within))
    for (const word of json.split(",")) for (const due of /^\w+(Users|Applications|Locations)$/.test(within) ? TOKENS : WORDS)
      must(due === word.trim() || due.toLowerCase() !== word.trim().toLowerCase(), `not checked: "${word.trim()}" in ${within} of ${of} isn't in the letters that Graph writes`);
  if (typeof json !== "object" || json === null) return;
  for (const [key, value] of Object.entries(json)) {
    const isMark = (isPolicy && /.@odata.count$/.test(key)) || ((isPolicy || key !== "members@odata.nextLink") && /@.*(delta|removed|nextLink|part$)|^(odata\.)?(nextLink|deltaLink)$/i.test(key)) || (/^(deletedDateTime|transitiveMembers|(transitiveM|m)emberOf|directoryRoles)$/.test(key) && !isNothing(value));
    const isTyped = isNothing(value) || (/^(accountEnabled|isTrusted)$/.test(key) ? typeof value === "boolean" : /@odata.count$/.test(key) ? typeof value === "number" : typeof value === "string" || !(TEXTS.test(key) || (within === "policy" && /^(displayName|description)$/.test(key))));
    must(!isMark && isTyped && (KEYS.get(key.toLowerCase()) ?? key) === key, `not checked: ${within}.${key}, which marks a part or something deleted, tells of members again, or isn't in the form that Graph writes`);
    const isLater = within === "" ? LISTS.includes(key) || (Array.isArray(value) && key === "value" && isPolicy) : Array.isArray(value) && `${within}.${key}` === "policies.value";
    if (!isLater) mustBePlain(value, of, Array.isArray(json) ? within : key); } }
/** Of two equal keys in one object one reader takes the first and another the last. */
function parsed(bytes: Uint8Array, of: string): unknown {
  const keysIn = (json: string) => json.replace(/"(?:[^"\\]|\\.)*"(\s*:)?/g, (_, colon) => (colon ? '"' : "")).split('"').length;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), json = JSON.parse(text);
    must(keysIn(text) === keysIn(JSON.stringify(json)), "not checked: a key twice in one object"); return json;
  } catch (error) { throw error instanceof Refused ? error : new Error(`the ${of} can't be read: ${(error as Error).message}`); } }
// ---- Variables ----
const FIXED: { readonly [name: string]: readonly string[] } = {
  client: split("browser mobileAppsAndDesktopClients exchangeActiveSync easSupported other"),
  platform: split("android iOS windows windowsPhone macOS linux unknown"),
  signInRisk: split("none low medium high hidden"), userRisk: split("none low medium high hidden"), insiderRisk: split("none minor moderate elevated"),
  flow: split("none deviceCodeFlow authenticationTransfer") };
const YES_NO = /^(place|group|role|factor) .|^trusted elsewhere$|^device\.\w+( -(eq|startswith|endswith|contains) "[^"]*")?$/;
const [NO, YES, DEVICE_CODE] = [1n, 2n, 2n];
const bitsOf = (all: readonly string[], isChosen: (value: string) => boolean): bigint => all.reduce((bits, value, at) => (isChosen(value) ? bits | (1n << BigInt(at)) : bits), 0n);
const everything: Values = (name) => bitsOf(FIXED[name] ?? ["no", "yes"], () => true);
const both = (one: string, some: bigint, other: string, others: bigint): Box => new Map([[one, some], [other, others]]);
const readBox = (json: unknown): Box => new Map(Object.entries(obj(json)).map(([name, list]): [string, bigint] => {
  const [isNot, all] = [objs(list).length > 0 && (list as unknown[])[0] === "not", FIXED[name] ?? ["no", "yes"]]; const named = (Array.isArray(list) ? list : []).slice(isNot ? 1 : 0);
  must((FIXED[name] || YES_NO.test(name)) && named.length > 0 && named.every((value) => all.includes(value)), `not a variable with values: ${name} ${named}`);
  return [name, bitsOf(all, (value) => named.includes(value) !== isNot)]; }));
// ---- Device filters: what a rule may be for the devices of a box: no (1), neither (2), yes (4), or several of these ----
type Rule = (values: Values, underNot: boolean) => number;
const ATTRIBUTE = /^device\.(deviceid|displayname|deviceownership|enrollmentprofilename|iscompliant|manufacturer|mdmappid|model|operatingsystem(version)?|physicalids|profiletype|systemlabels|trusttype|extensionattribute([1-9]|1[0-5]))$/;
const SETS = /^device\.(physicalids|systemlabels)\b/;
const joined = (one: number, other: number, pick: (a: number, b: number) => number): number => [1, 2, 4].flatMap((a) => [1, 2, 4].map((b) => (one & a && other & b ? pick(a, b) : 0))).reduce((a, b) => a | b);
const negated = (one: number): number => (one & 2) | (one & 1 && 4) | (one & 4 && 1);
const mayHave = (attribute: string, values: Values): boolean => values("flow") !== DEVICE_CODE && values(attribute) !== NO;
/** What `-not` makes of an attribute that isn't there is not documented: neither. */
const comparison = (attribute: string, written: string, texts: readonly string[]): Rule => (values, underNot) => {
  const [isNegative, operator] = [/^-(ne|not)/.test(written), written.replace("-not", "-").replace(/^-(ne|in)$/, "-eq")];
  const isFalse = attribute === "device.iscompliant" && texts[0] === "false"; // asked by its opposite
  const truths = (isFalse ? ["true"] : texts).map((text) => values(`${attribute} ${operator} "${text}"`));
  const there = mayHave(attribute, values) ? (truths.some((one) => one !== NO) ? 4 : 0) | (truths.includes(YES) ? 0 : 1) : 0;
  const mayLack = !truths.includes(YES) && values(attribute) !== YES;
  return (isNegative !== isFalse ? negated(there) : there) | (mayLack ? (underNot ? 2 : isNegative ? 4 : 1) : 0); };
function ruleOf(text: string): Rule {
  const tokens = (text.match(/\[[^\]]*\]|"[^"]*"|[()]|[-\w.]+|\S/g) ?? []).map(lower);
  const mustRead = (holds: boolean) => must(holds, `not checked: the device rule ${text}`);
  mustRead(/^[ \t\r\n!-&(-[\]-_a-~]*$/.test(text) && text.length <= 3072 && text.split(/\(|-not\b/i).length < 50); // no escapes, no letters with two cases
  const take = (expected: RegExp): string => { mustRead(expected.test(tokens[0] ?? "")); return tokens.shift() ?? ""; };
  const list = (join: string, part: () => Rule, pick: (a: number, b: number) => number): Rule => {
    const parts = [part()];
    while (tokens[0] === join && take(/./)) parts.push(part());
    return (values, underNot) => parts.map((one) => one(values, underNot)).reduce((a, b) => joined(a, b, pick)); };
  const any = (): Rule => list("-or", () => list("-and", single, Math.min), Math.max);
  const single = (): Rule => {
    const token = take(/^(\(|-not)$|^device/), inner = token === "(" ? any() : token === "-not" ? single() : undefined; if (token === "(") take(/^\)$/);
    if (inner !== undefined) return token === "(" ? inner : (values) => negated(inner(values, true));
    const isFlag = token === "device.iscompliant";
    const operator = take(!ATTRIBUTE.test(token) ? /^$/ : isFlag ? /^-(eq|ne)$/ : SETS.test(token) ? /^-(not)?contains$/ : /^-(eq|ne|(not)?(in|startswith|endswith|contains))$/);
    const value = take(isFlag ? /^"?(true|false)"?$/ : operator.endsWith("in") ? /^\[ *"[^"]*"( *, *"[^"]*")* *\]$/ : /^"/);
    return comparison(token, operator, (value.match(/"[^"]*"|^\w+$/g) ?? []).map((one) => one.replaceAll('"', ""))); };
  const rule = any(); mustRead(tokens.length === 0); return rule; }
// ---- What a policy stops ----
const API = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
const OTHER_TARGETS = split("includeUserActions includeAuthenticationContextClassReferences");
const TARGET = [...OTHER_TARGETS, ...split("includeApplications excludeApplications applicationFilter")];
const GRANT = split("operator builtInControls termsOfUse customAuthenticationFactors authenticationStrength");
const STRENGTH = split("id displayName description policyType requirementsSatisfied allowedCombinations combinationConfigurations createdDateTime modifiedDateTime deletedDateTime");
const OF_WORKLOADS = split("clientApplications servicePrincipalRiskLevels agentIdRiskLevels");
const CONDITIONS = [...OF_WORKLOADS, ...split("users applications clientAppTypes platforms locations devices signInRiskLevels userRiskLevels insiderRiskLevels authenticationFlows")];
const POLICY = split("id templateId displayName description createdDateTime modifiedDateTime state conditions grantControls sessionControls");
/** Refuses unless the policy stops each sign-in of the box, for everybody that it is about. */
function mustStop(policy: Obj, tenant: Tenant, values: Values): void {
  const { id, state, sessionControls } = only(policy, POLICY); must(isNothing(sessionControls) || isObj(sessionControls), "not checked: its session controls");
  must([`as-if-enabled=${lower(id)}`, "as-if-enabled"].some((one) => state === "enabled" || tenant.assumed.includes(one)), "it isn't enabled");
  const all = only(policy["conditions"], CONDITIONS);
  must(isNothing(all["clientApplications"]) && OF_WORKLOADS.slice(1).every((key) => words(all[key]).length === 0), "it is about workloads");
  const target = only(all["applications"], TARGET);
  const [taken, left] = [words(target["includeApplications"]), words(target["excludeApplications"])];
  const isFiltered = !isNothing(target["applicationFilter"]) && lower(obj(target["applicationFilter"])["mode"]) !== "include";
  const isLeft = (one: string) => one === API || !(isGuid(one) || /^(none|office365|microsoftadminportals|allagentidresources)$/.test(one));
  must((taken.includes("all") || taken.includes(API)) && !isFiltered && OTHER_TARGETS.every((key) => words(target[key]).length === 0) && !left.some(isLeft), "it may not be about the API");
  const when = (name: string, listed: readonly string[], isMet: (value: string) => boolean = (value) => listed.includes(value)) => {
    const isWord = (word: string) => word === "all" ? /^(client|platform)$/.test(name) : (FIXED[name] ?? []).map(lower).includes(word) && !/^(platform unknown|insiderRisk none)$/.test(`${name} ${word}`);
    must(listed.every(isWord), `not checked: ${name} ${listed.filter((word) => !isWord(word))}`);
    must((values(name) & ~bitsOf(FIXED[name] ?? [], (value) => isMet(lower(value)))) === 0n, `not for each ${name}`); };
  const clients = words(all["clientAppTypes"]);
  when("client", clients, (one) => ["all", one, one === "eassupported" ? "exchangeactivesync" : one].some((word) => clients.includes(word)));
  const sidesOf = (json: unknown, ...keys: string[]) => { const both = only(json ?? {}, keys); return keys.map((key) => words(both[key])); };
  const [some = [], others = []] = sidesOf(all["platforms"], "includePlatforms", "excludePlatforms");
  must(others.every((one) => /^(android|ios|windows|windowsphone|macos|linux)$/.test(one)), "not checked: its platforms");
  const isNamed = (one: string) => some.includes("all") || (some.includes(one) && one !== "unknown");
  if (some.length + others.length > 0) when("platform", some, (one) => isNamed(one) && !others.includes(one));
  for (const name of ["signInRisk", "userRisk"]) if (words(all[`${name}Levels`]).length > 0) when(name, words(all[`${name}Levels`]));
  const { transferMethods } = only(all["authenticationFlows"] ?? {}, ["transferMethods"]);
  for (const [name, given] of Object.entries({ insiderRisk: all["insiderRiskLevels"], flow: transferMethods }))
    if (!isEmpty(given)) when(name, flags(given), (value) => value !== "none" && flags(given).includes(value));
  const [inside = [], outside = []] = sidesOf(all["locations"], "includeLocations", "excludeLocations");
  const isIn = inside.length + outside.length === 0 || inside.includes("all") || placesIn(inside, tenant).some((one) => values(one) === YES);
  must(isIn && !outside.includes("all") && placesIn(outside, tenant).every((one) => values(one) === NO), "not for each place");
  const { deviceFilter } = only(all["devices"] ?? {}, ["deviceFilter"]), { mode, rule } = only(deviceFilter ?? {}, ["mode", "rule"]);
  must(isNothing(deviceFilter) || ruleOf(String(rule))(values, false) === ({ include: 4, exclude: 1 })[lower(mode)], "not for each device");
  must(isUnsatisfied(policy["grantControls"], tenant, values), "its grant may be satisfied without MFA"); }
/** Does no sign-in of the box show what satisfies the grant? Apps, terms, custom controls and a new password can always be shown. */
function isUnsatisfied(json: unknown, tenant: Tenant, values: Values): boolean {
  const grant = only(json ?? {}, GRANT);
  const lacks = (attribute: string, value: string) => values(`${attribute} -eq "${value}"`) === NO || !mayHave(attribute, values);
  const isUnmet = (control: string): boolean => /^(mfa|block)$/.test(control) ||
    (control === "compliantdevice" && lacks("device.iscompliant", "true")) || (control === "domainjoineddevice" && lacks("device.trusttype", "serverad"));
  const [controls, others] = [words(grant["builtInControls"]), [grant["termsOfUse"], grant["customAuthenticationFactors"]].flatMap(words)];
  const items = [...controls.map(isUnmet), ...others.map(() => false), ...[grant["authenticationStrength"]].filter((one) => !isNothing(one)).map((one) => isStrengthUnmet(obj(one), tenant, values))];
  const operator = isNothing(grant["operator"]) && items.length < 2 ? "and" : lower(grant["operator"]); must(/^(and|or)$/.test(operator), "not checked: the operator of its grant");
  return operator === "and" || items.length < 2 ? items.includes(true) : !controls.includes("block") && !items.includes(false); }
// Two methods are MFA together where the built-in strength "Multifactor authentication" lists them.
const HELD = split("microsoftauthenticatorpush softwareoath hardwareoath sms voice");
const ONE_FACTOR = [...HELD, ...split("password federatedsinglefactor x509certificatesinglefactor email qrcodepin")];
const MFA_ALONE = split("windowshelloforbusiness fido2 devicebasedpush x509certificatemultifactor federatedmultifactor temporaryaccesspassonetime temporaryaccesspassmultiuse");
const areMfa = (one: string, other: string): boolean => (one === "password" && other === "x509certificatesinglefactor") || (/^(password|federatedsinglefactor)$/.test(one) && HELD.includes(other));
function isStrengthUnmet(named: Obj, tenant: Tenant, values: Values): boolean {
  words(named["allowedCombinations"]);
  if (/^0{8}-0{4}-0{4}-0{4}-0{11}[234]$/.test(String(named["id"]))) return true;
  const listed = tenant.list("authenticationStrengthPolicies")?.find((one) => lower(one["id"]) === lower(named["id"]));
  const { allowedCombinations, requirementsSatisfied } = only(isNothing(named["allowedCombinations"]) ? (listed ?? {}) : named, STRENGTH);
  const [combinations, others] = [words(allowedCombinations).map(flags), words((listed ?? named)["allowedCombinations"])];
  must([...others].sort().join() === [...words(allowedCombinations)].sort().join(), "not checked: a strength that is written in two ways");
  const isMfa = (modes: readonly string[]) => modes.some((one) => MFA_ALONE.includes(one) || modes.some((other) => areMfa(one, other)));
  const isUnmet = (modes: readonly string[]) => modes.every((one) => [...MFA_ALONE, ...ONE_FACTOR].includes(one)) &&
    (isMfa(modes) || modes.some((one) => values(`factor ${one}`) === NO));
  return combinations.length > 0 && (lower(requirementsSatisfied ?? "mfa") === "mfa" || !combinations.every(isMfa)) && combinations.every(isUnmet); }
/** A sign-in is in one of these locations iff one of these variables is yes. How locations overlap doesn't matter. */
const placesIn = (named: readonly string[], tenant: Tenant): readonly string[] => named.flatMap((word) => {
  if (word !== "alltrusted") return tenant.assumed.includes(`${word}=empty`) ? [] : [`place ${word}`];
  const trusted = (tenant.list("namedLocations") ?? []).filter((one) => isOf(one, /\.ipnamedlocation$/) && one["isTrusted"] === true);
  return ["trusted elsewhere", ...trusted.map(({ id }) => `place ${lower(id)}`)]; });
// ---- People ----
type Person = { readonly id: string; readonly facet: string };
/** Who one side of a policy's users names: these facets and ids, and everybody with a variable; `""` is all of the directory. */
type Side = { readonly facets: Set<string>; readonly ids: Set<string>; readonly open: Map<string, Set<string>> };
const INSIDERS = split("member internalguest b2bcollaborationguest b2bcollaborationmember");
const TYPES = [...INSIDERS, ...split("b2bdirectconnectuser otherexternaluser serviceprovider")];
const SIDES = split("include exclude").flatMap((side) => split("Users Groups Roles GuestsOrExternalUsers").map((kind) => side + kind));
const KEYS = new Map([...POLICY, ...CONDITIONS, ...SIDES, ...TARGET, ...GRANT, ...split("policies namedLocations authenticationStrengthPolicies groups roleAssignments roleEligibilitySchedules roleDefinitions source notRead whole denied value key part members guestOrExternalUserTypes externalTenants membershipKind deviceFilter mode rule transferMethods includePlatforms excludePlatforms includeLocations excludeLocations allowedCombinations requirementsSatisfied userPrincipalName userType creationType externalUserState identityParentId visibility principalId principalType principal roleDefinitionId roleDefinition directoryScopeId isBuiltIn isTrusted status")].map((key) => [key.toLowerCase(), key]));
/** Every type of people, from each tenant that a policy names and from one that none does. */
function facetsOf(tenant: Tenant): readonly string[] {
  const guests = (tenant.list("policies") ?? []).flatMap((one) => Object.values(obj(obj(obj(one["conditions"])["users"]))));
  const homes = [...new Set(["", ...guests.flatMap((one) => obj(obj(one)["externalTenants"])["members"] ?? []).map(lower)])];
  return TYPES.flatMap((type, at) => (at < 2 ? [""] : homes).map((home) => `${type} ${home}`)); }
function isGuest(json: unknown, facet: string, isExclude: boolean): boolean {
  const [type = "", home = ""] = split(facet);
  const { guestOrExternalUserTypes: written, externalTenants } = only(json, ["guestOrExternalUserTypes", "externalTenants"]);
  must(!isNothing(written), "not checked: its guests"); if (!flags(written).includes(type)) return isExclude && type !== "member" && !flags(written).every((one) => [...TYPES.slice(1), "none"].includes(one)); // an odd type may be any guest's
  if (isNothing(externalTenants)) return isExclude || type === "internalguest";
  const { membershipKind, members } = only(externalTenants, ["membershipKind", "members"]);
  must(isOf(externalTenants, /(^|\.conditionalaccess(all|enumerated)externaltenants)$/), "not checked: the type of its guests' tenants");
  const kind = isNothing(membershipKind) ? (isOf(externalTenants, /allexternal/) ? "all" : "enumerated") : lower(membershipKind);
  must(kind === "all" ? isEmpty(members) : kind === "enumerated" && Array.isArray(members), "not checked: the tenants of its guests");
  return kind === "all" || (type === "internalguest" ? isExclude : words(members).includes(home)); }
/** What an assignment says its holder is: no type at all where it says nothing, or two things. */
const holderType = (one: Obj): string => [...new Set([lower(one["principalType"]), lower(obj(one["principal"])["@odata.type"]).replace(/.*\./, "")].filter(Boolean))].join();
const membersCalled = (tenant: Tenant, type: RegExp): string[] => (tenant.list("groups") ?? []).flatMap(({ members }) => objs(members)).filter((one) => isOf(one, type)).map(({ id }) => lower(id));
const holdersIn = (tenant: Tenant): string[] => split("roleAssignments roleEligibilitySchedules").flatMap((key) => tenant.list(key) ?? []).filter((one) => holderType(one) === "user").map(({ principalId }) => lower(principalId));
/** Who is exempt, and who a side of a policy's users names, by the file. */
function directoryOf(tenant: Tenant, register: readonly Obj[]) {
  const groups = new Map((tenant.list("groups") ?? []).map((one) => [lower(one["id"]), one])), users = new Set(tenant.list("users")?.map(({ id }) => lower(id)));
  const mustBeTold = (id: string, one: Obj) => must(isGuid(id) && (groups.has(id) || users.has(id) ||
    (isOf(one, /^$/) && !tenant.list("users")) || isOf(one, /\.(group|user|agentuser|device|serviceprincipal|orgcontact|contact)$/)), `not checked: who the member ${id} is`);
  const membersOf = (group: string) => objs(groups.get(group)?.["members"]).map((one) => { const id = lower(one["id"]); mustBeTold(id, one); return { id, one }; });
  const isGroup = ({ id, one }: { id: string; one: Obj }) => groups.has(id) || isOf(one, /\.group$/);
  const peopleIn = (group: string) => membersOf(group).filter((one) => !isGroup(one) && (users.has(one.id) || isOf(one.one, /\.(agent)?user$|^$/))).map(({ id }) => id);
  const called = new Set([...membersCalled(tenant, tenant.list("users") ? /\.user$/ : /\.user$|^$/), ...holdersIn(tenant)]);
  /** Who is a user by one list and another object by another one may be either. */
  const isOdd = (one: Obj) => isOf(one, /\.(device|serviceprincipal|orgcontact|contact)$/) && called.has(lower(one["id"])) && !users.has(lower(one["id"]));
  const isOpen = (group: string) => {
    const { members, visibility, "members@odata.context": context } = groups.get(group) ?? {};
    const isShort = !objs(members).length ? lower(visibility) === "hiddenmembership" : objs(members).length >= 20 && !isNothing(context);
    return isShort || !Array.isArray(members) || objs(members).some(isOdd) || isPart(groups.get(group) ?? {}, "members", members.length); };
  const within = (...some: readonly string[]): Set<string> => { const seen = new Set(some); for (const group of seen) for (const { id } of membersOf(group).filter(isGroup)) seen.add(id); return seen; };
  const spared = within(...register.flatMap(({ group, members }) => (isNothing(group) || Array.isArray(members) ? [] : [lower(group)])));
  const exempt = new Set([...spared, ...[...spared].flatMap(peopleIn), ...register.flatMap(({ user, members }) => words(members ?? (isNothing(user) ? [] : [user])))]);
  const isEmptied = (id: string) => ["unknown-groups=empty", `${id}=empty`].some((one) => tenant.assumed.includes(one));
  const eligible = (tenant.list("roleEligibilitySchedules") ?? []).filter((one) => !/^(canceled|denied|failed|revoked)$/.test(lower(one["status"])));
  const assigned = [...(tenant.list("roleAssignments") ?? []), ...eligible];
  must(assigned.every((one) => [one["roleDefinitionId"], one["principalId"]].map(lower).every(isGuid)), "not checked: who holds a role, or which");
  const definitions = [...(tenant.list("roleDefinitions") ?? []), ...assigned.map((one) => ({ ...obj(one["roleDefinition"]), id: one["roleDefinitionId"] }))];
  const isOddFor = (role: string) => ({ id, templateId, isBuiltIn }: Obj) => [id, templateId].map(lower).includes(role) && ((isBuiltIn ?? true) !== true || lower(templateId ?? id) !== lower(id));
  /** Whether an assignment counts that is eligible, dated, or of a part of the tenant, is not known. */
  const isInPart = (one: Obj): boolean => eligible.includes(one) || isOf(one, /eligib/) || Object.entries(one).some(([key, value]) => !((key === "directoryScopeId" ? isNothing(value) || value === "/" : isEmpty(value)) ||
    /^(id|principal(Id|Type|OrganizationId)?|role(DefinitionId|Definition)|createdDateTime|modifiedDateTime|memberType)$|^@/.test(key) || /^(active|assigned|provisioned)$/.test(lower(value))));
  const sideOf = (whom: Obj, side: "include" | "exclude"): Side => {
    const [named, guests] = [words(whom[`${side}Users`]), whom[`${side}GuestsOrExternalUsers`]];
    must(side === "include" || named.every((word) => isGuid(word) || /^(all|none|guestsorexternalusers|allagentidusers)$/.test(word)), "not checked: its excluded users");
    const isMeant = (facet: string) => named.includes("all") || (named.includes("guestsorexternalusers") && !facet.startsWith("member ")) ||
      (!isNothing(guests) && isGuest(guests, facet, side === "exclude"));
    const found: Side = { facets: new Set(facetsOf(tenant).filter(isMeant)), ids: new Set(named.filter(isGuid)), open: new Map() };
    const add = (id: string, variable = "") => variable === "" ? found.ids.add(id) : found.open.set(id, (found.open.get(id) ?? new Set()).add(variable));
    const addGroup = (group: string, role?: string) => [...within(group)].filter((one) => !spared.has(one)).forEach((one) => {
      for (const id of peopleIn(one)) add(id, role);
      if (isOpen(one) && !isEmptied(one)) add("", role ?? `group ${one}`); });
    for (const group of words(whom[`${side}Groups`])) addGroup(group);
    for (const role of words(whom[`${side}Roles`])) {
      must(isGuid(role) && !definitions.some(isOddFor(role)), `not checked: which role ${role} is, or who holds it`);
      if (tenant.list("roleAssignments") === undefined && !isEmptied(role)) add("", `role ${role}`);
      for (const one of assigned.filter((one) => lower(one["roleDefinitionId"]) === role)) {
        const [holder, inPart] = [lower(one["principalId"]), isInPart(one) ? `role ${role}` : undefined];
        const type = groups.has(holder) ? "group" : users.has(holder) ? "user" : holderType(one);
        if (!/^(user|serviceprincipal)$/.test(type)) addGroup(holder, inPart);
        if (type === "serviceprincipal" && called.has(holder)) add(holder, `role ${role}`);
        if (!/^(group|serviceprincipal)$/.test(type)) add(holder, inPart); } } return found; };
  return { exempt, sideOf }; }
/** Everybody who may sign in. Without the directory these are named people and others, of each type, but no accounts that are agents' wherever a group lists them. */
function everybody(tenant: Tenant, named: Iterable<string>): Person[] {
  const users = tenant.list("users")?.filter((one) => !isOf(one, /\.agentuser$/) && isNothing(one["identityParentId"]));
  const typesOf = ({ userPrincipalName: name, userType, creationType, externalUserState }: Obj) => {
    const isExternal = /(#|%23)ext(#|%23)/.test(lower(name));
    const mayBe = isExternal || isNothing(name) || lower(creationType) === "invitation" || !isNothing(externalUserState);
    return [...(isExternal ? [] : [0, 1]), ...(mayBe ? [2, 3] : [])].filter((at) => lower(userType) !== (at === 1 || at === 2 ? "member" : "guest")).map((at) => INSIDERS[at] ?? ""); };
  const people = (users ?? []).flatMap((one) => typesOf(one).map((type) => ({ id: lower(one["id"]), type })));
  const [holders, agents] = [holdersIn(tenant), new Set(membersCalled(tenant, /\.agentuser$/))], listed = new Set(tenant.list("users")?.map(({ id }) => lower(id)));
  for (const id of [...membersCalled(tenant, /^(?!.*\.agentuser$)/), ...holders]) agents.delete(id);
  const others = [...new Set(users === undefined ? ["", ...[...named].filter((id) => !agents.has(id))] : [...membersCalled(tenant, /\.user$/), ...holders])].filter((id) => !listed.has(id)).flatMap((id) => INSIDERS.map((type) => ({ id, type })));
  const facets = new Map(TYPES.map((type) => [type, facetsOf(tenant).filter((facet) => facet.startsWith(`${type} `))]));
  return [...people, ...others, ...TYPES.slice(4).map((type) => ({ id: "", type }))].flatMap(({ id, type }) => (facets.get(type) ?? []).map((facet) => ({ id, facet }))); }
// ---- What boxes leave ----
/** Whether the second comparison may be true, or false, for a text that passes the first. A set may have any texts in it. */
function areBoth(one: string, other: string, isTrue: boolean): boolean {
  const [[of, is, a], [, operator, b]] = [one, other].map((name) => /^(\S+) -(\w+) "(.*)"$/.exec(name)?.slice(1) ?? []) as [string[], string[]];
  const holds = (of: string, text: string): boolean => ({ eq: of === text, startswith: of.startsWith(text), endswith: of.endsWith(text), contains: of.includes(text) })[operator ?? ""] === true;
  if (one === other || SETS.test(of ?? "")) return true;
  const implies = (is === "eq" || operator === "contains" || is === operator) && holds(a ?? "", b ?? ""); if (!isTrue) return !implies;
  return is === "eq" ? implies : operator === "eq" || operator === "contains" || is !== operator || implies || holds(b ?? "", a ?? ""); }
/** What can't go together, as boxes in which no sign-in is. */
function rulesFor(names: readonly string[]): Box[] {
  const attributes = [...new Set(names.flatMap((name) => /^device\.\w+/.exec(name) ?? []))]; const of = (attribute: string, kind = "") => names.filter((name) => name.startsWith(`${attribute} ${kind}`));
  const methods = names.filter((name) => name.startsWith("factor ")).map((name) => name.slice(7));
  const pairs = (list: readonly string[], clash: (one: string, other: string) => boolean) =>
    list.flatMap((one) => list.filter((other) => other !== one && clash(one, other)).map((other) => both(one, YES, other, YES)));
  return [
    ...attributes.flatMap((one) => [both("flow", DEVICE_CODE, one, YES), ...of(one).map((name) => both(one, NO, name, YES))]),
    ...attributes.flatMap((one) => pairs(of(one, "-"), (a, b) => !areBoth(a, b, true))),
    ...attributes.flatMap((one) => of(one, "-").flatMap((a) => of(one, "-").filter((b) => !areBoth(a, b, false)).map((b) => both(a, YES, b, NO)))),
    ...pairs(methods.map((one) => `factor ${one}`), (one, other) => areMfa(one.slice(7), other.slice(7))),
  ]; }
/** Refuses unless each step follows from the boxes before it by propagation, and so does the box of everything. */
function mustLeaveNothing(stops: readonly Box[], steps: readonly Box[]): void {
  const names = [...new Set([...stops, ...steps].flatMap((one) => [...one.keys()]))];
  const boxesWith = new Map<string, Box[]>(), ground = new Map<string, bigint>(); let isDone = false;
  /** Whether nothing is left of these values, once what the boxes allow is taken away. */
  const isEmptied = (values: Map<string, bigint>, boxes: Box[]): boolean => {
    const of = (name: string) => values.get(name) ?? ground.get(name) ?? everything(name);
    for (let one = boxes.pop(); one !== undefined; one = boxes.pop()) {
      const open = [...one].filter(([name, some]) => (of(name) & ~some) !== 0n);
      const [name, some] = open[0] ?? ["", 0n]; if (open.length === 0) return true;
      if (open.length > 1 || (of(name) & some) === 0n) continue;
      values.set(name, of(name) & ~some); boxes.push(...(boxesWith.get(name) ?? []));
    } return false; };
  const add = (one: Box) => {
    for (const name of one.keys()) boxesWith.set(name, [...(boxesWith.get(name) ?? []), one]);
    isDone ||= isEmptied(ground, [one]); };
  for (const one of [...rulesFor(names), ...stops]) add(one);
  for (const [at, step] of steps.entries()) {
    const values = new Map([...step].map(([name, some]) => [name, some & (ground.get(name) ?? everything(name))]));
    must(isDone || [...values.values()].includes(0n) || isEmptied(values, [...step.keys()].flatMap((name) => boxesWith.get(name) ?? [])), `steps[${at}] doesn't follow`);
    add(step); }
  must(isDone, "sign-ins are left that nothing stops"); }
// ---- The certificate ----
function tenantOf(json: unknown, assumed: readonly string[]): Tenant {
  const root = obj(json)["policies"] === undefined && Array.isArray(obj(json)["value"]) ? { policies: json } : obj(json);
  const [notRead, source] = [root["notRead"] ?? [], root["source"] ?? {}]; must(Array.isArray(notRead) && isObj(source), "not checked: what wasn't read, and from where");
  const [written, lists] = [(key: string): unknown => obj(root[key])["value"] ?? root[key] ?? undefined, new Map<string, readonly Obj[]>()];
  for (const key of LISTS.filter((one) => written(one) !== undefined)) {
    const [all, { whole, denied }] = [objs(written(key)), source];
    const isUnread = (one: unknown) => [one, obj(one)["key"]].map(lower).includes(lower(key)) && obj(one)["part"] !== "owners";
    const isVouchedFor = isNothing(root["source"]) || key === "roleDefinitions" || (words(whole).includes(lower(key)) && !words(denied).includes(lower(key)));
    const isWhole = isVouchedFor && !(/^role/.test(key) && all.some(({ action }) => !isEmpty(action))) && !isPart(root, key, all.length) && !isPart(obj(root[key]), "", all.length);
    must(isWhole && !notRead.some(isUnread), `not checked: ${key} may be a part of the list`); }
  const read = (key: string): readonly Obj[] => {
    const given = written(key), all = objs(given), list = key !== "users" ? all : [...new Map(all.map((one) => [JSON.stringify(one), one])).values()]; // the same person twice is one
    if (root[key] !== given || key !== "policies") mustBePlain(root[key], /^(policies|authenticationStrengthPolicies)$/.exec(key)?.[0], key);
    const ids = key === "policies" ? [] : list.map(({ id }) => lower(id)).filter((id) => id !== "" || !/^role/.test(key)), isApart = new Set(ids).size === ids.length && ids.every(/^(users|groups)$/.test(key) ? isGuid : Boolean);
    const isTold = (some: unknown) => Array.isArray(some) && some.every((one) => lower(isObj(one) ? one["id"] : one) !== ""); const areTold = key !== "groups" || list.every(({ members }) => isNothing(members) || isTold(members) || isTold(obj(members)["value"]));
    must(Array.isArray(given) && given.every(isObj) && isApart && areTold, `not checked: ${key} isn't a list of objects of different ids, or of members`); return list; };
  const list = (key: string) => (written(key) === undefined ? undefined : (lists.get(key) ?? lists.set(key, read(key)).get(key)));
  if (list("policies") === undefined) throw new Error("the tenant file has no list of policies"); return { list, assumed }; }
type Line = { readonly policy: string; readonly box: Box };
/** Finds for everybody who isn't exempt the first core that is about them. */
function claims(tenant: Tenant, cores: readonly (readonly Line[])[], exempt: ReadonlySet<string>, sides: ReadonlyMap<string, readonly Side[]>): readonly Set<string>[] {
  const named = [...sides.values()].flat().flatMap(({ ids, open }) => [...ids, ...open.keys()]);
  const whom = (side: Side, { id, facet }: Person): readonly string[] => side.facets.has(facet) || side.ids.has(id) ? [""]
    : INSIDERS.includes(split(facet)[0] ?? "") ? ["", id].flatMap((one) => [...(side.open.get(one) ?? [])]) : [];
  const [found, people] = [new Map<string, number>(), cores.map(() => new Set<string>())];
  for (const who of everybody(tenant, named).filter(({ id }) => !exempt.has(id))) {
    const about = new Map([...sides].map(([policy, both]) => [policy, both.map((side) => whom(side, who))]));
    const isAbout = ({ policy, box }: Line) => {
      const [include = [], exclude = []] = about.get(policy) ?? [];
      return include.some((name) => name === "" || box.get(name) === YES) && exclude.every((name) => name !== "" && box.get(name) === NO); };
    const key = JSON.stringify([...about.values()]);
    const at = found.get(key) ?? cores.findIndex((lines) => lines.length > 0 && lines.every(isAbout));
    must(at >= 0, `no core is about ${who.id || "somebody"} (${who.facet.trim()})`);
    people[found.set(key, at).get(key) ?? 0]?.add(who.id || who.facet); } return people; }
const keysOf = (value: unknown): string => Object.keys(obj(value)).join(" "), sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");
/** @returns what is proved, line by line; throws `Refused` where nothing is */
export function check(tenantBytes: Uint8Array, bytes: Uint8Array): readonly string[] {
  const certificate = obj(parsed(bytes, "certificate"));
  const { format, tenant: hash, on, exempt, assumed, cores, digest } = certificate;
  const text = (of: Obj) => `${JSON.stringify(of, null, 1)}\n`;
  must(`${format}: ${keysOf(certificate)}` === "azmfa certificate 1: format tenant on exempt assumed cores digest", "not checked: it isn't a certificate of this format, or has other keys");
  must(Buffer.from(text(certificate)).equals(bytes), "it isn't laid out as a certificate is");
  must(digest === sha256(text({ ...certificate, digest: "" })), "its digest is that of another text");
  must(hash === sha256(tenantBytes), "it is about another tenant file");
  const isEntry = (one: unknown) => /^(user|group|group members)$/.test(keysOf(one)) && isGuid(obj(one)["user"] ?? obj(one)["group"]);
  must(/^\d{4}-\d{2}-\d{2}$/.test(String(on)) && Array.isArray(exempt) && exempt.every(isEntry), "its day, or who is exempt");
  must(words(assumed).every((one) => /^(.+=empty|as-if-enabled(=.+)?)$/.test(one)), `not checked: the assumptions ${assumed}`);
  const json = parsed(tenantBytes, "tenant file"); mustBePlain(json, Array.isArray(obj(json)["value"]) ? "value" : "");
  const tenant = tenantOf(json, words(assumed));
  const [directory, policies, sides] = [directoryOf(tenant, exempt), tenant.list("policies") ?? [], new Map<string, readonly Side[]>()];
  const read = <T>(where: string, list: unknown, one: (json: unknown) => T): T[] => [list].flat().map((json, index) => {
    try { return one(json); } catch (error) { throw error instanceof Refused ? new Refused(`${where}[${index}]: ${error.message}`) : error; } });
  const readLine = (line: unknown): Line => {
    const [name, box] = [String(obj(line)["policy"]), readBox(obj(line)["box"])];
    const [policy, ...others] = policies.filter(({ id }, at) => id === name || name === `#${at}`);
    must(keysOf(line) === "policy box" && policy && others.length === 0, `there is not one policy ${name}`);
    mustBePlain(policy, `policy ${name}`, "policy");
    must(policies.every((one) => lower(one["id"]) !== lower(policy["id"]) || isEmpty(policy["id"]) || JSON.stringify(one) === JSON.stringify(policy)), `not checked: policies with the id ${String(policy["id"])} differ`);
    mustStop(policy, tenant, (variable) => box.get(variable) ?? everything(variable));
    const users = only(obj(policy["conditions"])["users"], SIDES);
    if (!sides.has(name)) sides.set(name, [directory.sideOf(users, "include"), directory.sideOf(users, "exclude")]);
    return { policy: name, box }; };
  const lines = read("cores", cores, (core) => {
    must(keysOf(core) === "stops steps", "it isn't stops and steps");
    const stops = read("stops", obj(core)["stops"], readLine);
    mustLeaveNothing(stops.map(({ box }) => box), read("steps", obj(core)["steps"], readBox)); return stops; });
  const people = claims(tenant, lines, directory.exempt, sides);
  const told = (some: readonly Line[], index: number) => `core ${index}: ${people[index]?.size} people or types: ${[...new Set(some.map(({ policy }) => policy))].join(", ")}`;
  return [`valid on ${on}`, ...exempt.map((one) => `exempt: ${JSON.stringify(one)}`), ...words(assumed).map((one) => `assumed: ${one}`), ...lines.map(told)]; }
// ---- The command ----
const USAGE = "usage: npm run -s check-certificate -- TENANT FILE\n\nChecks the certificate FILE of `azmfa prove --certificate` or `azmfa audit --bundle` against the tenant file TENANT.\nExit status: 0 valid, 1 not valid, 2 one of them can't be read";
/** A file of at most 400 MB, or a pipe while somebody has it open to write. */
function bytesIn(path: string): Buffer {
  const [file, room, pieces] = [openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)), Buffer.alloc(1 << 20), [] as Buffer[]];
  for (let length = -1, size = 0; length !== 0; size += Math.max(length, 0)) {
    try { length = readSync(file, room); } catch (error) { if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error; length = -1; }
    if (length < 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    else if (pieces.push(Buffer.from(room.subarray(0, length))) > 0 && size > 400e6) throw new Error(`${path} is larger than 400 MB`); }
  if (pieces.length < 2) throw new Error(`${path} is empty, or a pipe that nobody writes to`); return Buffer.concat(pieces); }
if (process.argv[1]?.endsWith("check-certificate.ts"))
  try {
    const [tenantFile, certificateFile, ...more] = process.argv.slice(2);
    if (/^(--help|-h)$/.test(tenantFile ?? "")) console.log(USAGE);
    else if (!tenantFile || !certificateFile || more.length > 0) throw new Error(USAGE);
    else console.log(check(bytesIn(tenantFile), bytesIn(certificateFile)).join("\n"));
  } catch (error) {
    const { code, path, message } = error as NodeJS.ErrnoException, missing = `${path}: there is no such file; check the path`;
    console.error(error instanceof Refused ? `not valid: ${message}` : code === "ENOENT" ? missing : message);
    process.exitCode = error instanceof Refused ? 1 : 2; }
