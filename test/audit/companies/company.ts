import {
  addresses,
  aGroup,
  aPolicy,
  aTenant,
  countries,
  GLOBAL_ADMINISTRATOR,
  groupId,
  inside,
  outside,
  userId,
} from "../../cli/a-tenant";
import { LICENCE, registerEntry } from "../tenants/compliant";

export const BREAK_GLASS = [userId(1), userId(2)];
export const ENGINEERS = groupId(1);
export const SERVICE_ACCOUNTS = groupId(2);
export const CONTRACTORS = groupId(3);
export const HEADQUARTERS = "dddddddd-0000-4000-8000-000000000001";

export const API = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
export const REPORT_ONLY = "enabledForReportingButNotEnforced";
export const MFA = { operator: "OR", builtInControls: ["mfa"] };
export const BLOCK = { operator: "OR", builtInControls: ["block"] };

/** What a policy of a company says beside its name; without more it requires MFA of everybody but exempt accounts, for the API. */
export interface Row {
  readonly state?: string;
  /** In place of `All`. */
  readonly to?: object;
  readonly but?: object;
  readonly on?: object;
  readonly if?: object;
  readonly grant?: object | null;
}

export const EXEMPT = { excludeUsers: BREAK_GLASS, excludeGroups: [SERVICE_ACCOUNTS] };
export const resources = (...ids: readonly string[]): object => ({ includeApplications: ids });

const OFFICE = { on: resources("Office365") };
const of = (...builtInControls: readonly string[]): object => ({ operator: "OR", builtInControls });
export const ONLY_HEADQUARTERS = outside(HEADQUARTERS);

/** Policies that every company has, none of them on the way to Azure management. */
const OTHERS: { readonly [name: string]: Row } = {
  "Office: MFA": OFFICE,
  "Office: compliant devices": { ...OFFICE, grant: of("compliantDevice") },
  "Office: session": { ...OFFICE, grant: null },
  "Office: terms of use": { ...OFFICE, grant: { ...of(), termsOfUse: ["t"] } },
  "Office: guests": { ...OFFICE, to: { includeUsers: ["GuestsOrExternalUsers"] } },
  "Office: only from headquarters": { ...OFFICE, if: ONLY_HEADQUARTERS, grant: BLOCK },
  "Office: high risk (being tried)": { ...OFFICE, if: { signInRiskLevels: ["high"] }, state: REPORT_ONLY },
  "Exchange: no legacy clients": {
    on: resources("00000002-0000-0ff1-ce00-000000000000"),
    grant: BLOCK,
    if: { clientAppTypes: ["exchangeActiveSync", "other"] },
  },
  "SharePoint: approved apps": {
    on: resources("00000003-0000-0ff1-ce00-000000000000"),
    grant: of("approvedApplication"),
  },
  "Enrolment: MFA": { on: resources("d4ebce55-015a-49b5-a083-c84d1797ae8c") },
  "Registration of methods": { on: { includeUserActions: ["urn:user:registersecurityinfo"] } },
  "Registration of devices": { on: { includeUserActions: ["urn:user:registerdevice"] } },
  ...Object.fromEntries(
    ["CRM", "ERP", "Wiki", "Payroll", "Build", "Old VPN", "Old intranet", "Old mail"].map((name, at) => [
      `${name}: MFA`,
      {
        on: resources(`abababab-0000-4000-8000-00000000000${at}`),
        ...(name.startsWith("Old") ? { state: "disabled" } : {}),
      },
    ]),
  ),
};

const ALL = resources("All");
const COUNTRIES = "dddddddd-0000-4000-8000-000000000002";

/** Policies by persona, on the way to every resource: each stops a part of the sign-ins to Azure management. */
const BY_PERSONA: { readonly [name: string]: Row } = {
  "CA001 Legacy clients: block": { on: ALL, if: { clientAppTypes: ["exchangeActiveSync", "other"] }, grant: BLOCK },
  "CA010 Administrators: MFA": { on: ALL, to: { includeRoles: [GLOBAL_ADMINISTRATOR] } },
  "CA020 Guests: MFA": { on: ALL, to: { includeUsers: ["GuestsOrExternalUsers"] }, but: {} },
  "CA030 Unknown platforms: block": {
    ...{ on: ALL, grant: BLOCK },
    if: { platforms: { includePlatforms: ["all"], excludePlatforms: ["android", "iOS", "windows", "macOS", "linux"] } },
  },
  "CA040 Countries: block": { on: ALL, if: inside(COUNTRIES), grant: BLOCK },
  "CA050 High risk: block": { on: ALL, if: { signInRiskLevels: ["high"] }, grant: BLOCK },
  "CA060 Device codes: block": {
    ...{ on: ALL, grant: BLOCK },
    if: { authenticationFlows: { transferMethods: "deviceCodeFlow" } },
  },
  "CA070 Session of 12 hours": { on: ALL, grant: null },
  "CA080 MFA pilot": { on: ALL, to: { includeGroups: [ENGINEERS] }, state: "disabled" },
  "CA090 MFA at medium risk": { on: ALL, if: { signInRiskLevels: ["medium", "high"] }, state: REPORT_ONLY },
};

const policyOf = (
  [displayName, { state, to, but = EXEMPT, on, if: conditions, grant }]: [string, Row],
  at: number,
): object =>
  aPolicy({
    id: `eeeeeeee-0000-4000-8000-${String(at).padStart(12, "0")}`,
    displayName,
    ...(state === undefined ? {} : { state }),
    users: { ...(to === undefined ? {} : { includeUsers: [], ...to }), ...but },
    conditions: { applications: on ?? resources(API), ...conditions },
    ...(grant === undefined ? {} : { grantControls: grant }),
  });

const NAMES: readonly string[] = [
  ...["break-glass-1", "break-glass-2", ...Array.from({ length: 18 }, (_, at) => `engineer-${at + 1}`)],
  ...["svc-backup", "svc-sync", "contractor-1", "contractor-2"],
];
const person = (number: number): object => ({
  id: userId(number),
  displayName: NAMES[number - 1],
  userPrincipalName: `${NAMES[number - 1]}@contoso.example`,
  userType: "Member",
  accountEnabled: number !== 20,
});
const group = (number: number, displayName: string, members: readonly number[]): object => ({
  ...aGroup(
    number,
    Array.from(members, (one) => ({ id: userId(one) })),
    { displayName },
  ),
});

export const KNOWN = {
  users: NAMES.map((_, at) => person(at + 1)),
  groups: [
    group(1, "Engineers", [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]),
    group(2, "Service accounts", [21, 22]),
    group(3, "Contractors", [23, 24]),
  ],
  namedLocations: [
    addresses(HEADQUARTERS, ["203.0.113.0/24"], { displayName: "Headquarters", isTrusted: true }),
    countries(COUNTRIES, ["KP", "RU"], { displayName: "Blocked countries" }),
  ],
  roleEligibilitySchedules: [],
  securityDefaults: { isEnabled: false },
  subscribedSkus: [LICENCE],
};

/** The tenant of a company: its own policies after those that every company has. @param known what is known of it otherwise */
export const company = (own: { readonly [name: string]: Row }, known: object = {}): object =>
  aTenant(Object.entries({ ...OTHERS, ...own }).map(policyOf), { ...KNOWN, ...known });

/** A company with policies by persona too: more than 30 in all. */
export const companyByPersona: typeof company = (own, known) => company({ ...BY_PERSONA, ...own }, known);

/** Its register: two break-glass accounts and the service accounts. */
export const register = (reviewOfServices = "2027-01-31"): string =>
  `exclusions:\n${BREAK_GLASS.map((id) => registerEntry(`user: ${id}`, "break-glass", "Emergency access")).join("")}${registerEntry(`group: ${SERVICE_ACCOUNTS}`, "service-account", "Backup and synchronization", reviewOfServices)}`;
