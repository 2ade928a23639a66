import { outside, userId } from "../../cli/a-tenant";
import { LICENCE } from "../tenants/compliant";
import {
  API,
  BLOCK,
  CONTRACTORS,
  company,
  companyByPersona,
  ENGINEERS,
  EXEMPT,
  KNOWN,
  ONLY_HEADQUARTERS,
  REPORT_ONLY,
  register,
  resources,
  SERVICE_ACCOUNTS,
} from "./company";

/** What the audit of a company must say, decided by hand from the benchmark's steps and Entra's law before it was run. */
export interface Company {
  readonly title: string;
  readonly tenant: object;
  readonly register: string;
  /** The fifteen steps: passed, failed, unknown, not applicable. */
  readonly steps: string;
  /** Policies that a step which doesn't pass must name. */
  readonly names?: { readonly [step: number]: readonly string[] };
  /** By who can sign in; as the benchmark's steps read; and of both. */
  readonly results: readonly [people: string, letter: string, outcome: string];
  /** What the two results must say in words. */
  readonly says?: RegExp;
}

const AZURE = "Azure: MFA";
const EITHER = { operator: "OR", builtInControls: ["mfa", "compliantDevice"] };
const REFUSED = (key: string, role: string): object => ({ key, why: "Graph refused it", role });

const COMPLIANT = ["passed", "passed", "compliant"] as const;
const OPEN = ["failed", "failed", "not compliant"] as const;
/** Nobody in the steps' own words, and people get in all the same. */
const LETTER_ONLY = ["failed", "passed", "not compliant"] as const;

const platforms = (...includePlatforms: readonly string[]): object => ({ platforms: { includePlatforms } });
const clients = (...clientAppTypes: readonly string[]): object => ({ clientAppTypes });
const withServices = (...people: readonly number[]): readonly object[] =>
  KNOWN.groups.map((one, at) => (at === 1 ? { ...one, members: people.map((id) => ({ id: userId(id) })) } : one));

type Row = Omit<Company, "register"> & { readonly register?: string };

const ROWS: readonly Row[] = [
  {
    title: "the policy is still being tried, and an old one was switched off",
    tenant: company({
      "Azure: MFA 2023": { state: "disabled", but: { excludeGroups: [ENGINEERS] } },
      [AZURE]: { state: REPORT_ONLY },
    }),
    steps: "ppppp pppppp fppp",
    names: { 12: [AZURE] },
    results: LETTER_ONLY,
    says: /People can get in all the same/,
  },
  {
    title: "the review of the service accounts is overdue",
    tenant: company({ [AZURE]: {} }),
    register: register("2026-08-31"),
    steps: "ppppp ppfppp pppp",
    names: { 8: [AZURE] },
    results: OPEN,
  },
  {
    title: "policies were read, people and members weren't; the policy excludes whom the register declares",
    tenant: company(
      { [AZURE]: {} },
      {
        users: undefined,
        groups: undefined,
        roleAssignments: undefined,
        notRead: [
          ...[REFUSED("users", "User.Read.All"), REFUSED("groups", "GroupMember.Read.All")],
          REFUSED("roleAssignments", "RoleManagement.Read.Directory"),
        ],
      },
    ),
    steps: "upppp uppppp pppp",
    results: ["passed", "unknown", "not settled"],
  },
  {
    title: "members of groups weren't read, and the policy excludes a group that nobody declared",
    tenant: company(
      { [AZURE]: { but: { ...EXEMPT, excludeGroups: [SERVICE_ACCOUNTS, CONTRACTORS] } } },
      { groups: undefined, notRead: [REFUSED("groups", "GroupMember.Read.All")] },
    ),
    steps: "upppp upuppp pppp",
    names: { 8: [AZURE] },
    results: ["unknown", "unknown", "not settled"],
    says: /^Steps 1, 6 and 8 are unknown\.$/m,
  },
  {
    title: "contractors are left out without a word, and another policy blocks them",
    tenant: company({
      [AZURE]: { but: { ...EXEMPT, excludeGroups: [SERVICE_ACCOUNTS, CONTRACTORS] } },
      "Azure: no contractors": { to: { includeGroups: [CONTRACTORS] }, but: {}, grant: BLOCK },
    }),
    steps: "ppppp pppppp pppp",
    results: COMPLIANT,
    says: /compensating control/,
  },
  {
    title: "the licence was suspended",
    tenant: company({ [AZURE]: {} }, { subscribedSkus: [{ ...LICENCE, capabilityStatus: "Suspended" }] }),
    steps: "ppfpp pppppp pppp",
    results: ["passed", "failed", "not compliant"],
    says: /^Step 3 failed\.$/m,
  },
  ...["everybody", "everybody but exempt people"].map((who, at) => ({
    title: `${who} is blocked`,
    tenant: company({ [AZURE]: {}, Lockdown: { ...(at === 0 && { but: {} }), on: resources("All"), grant: BLOCK } }),
    steps: "ppppp pppppp pppp",
    results: COMPLIANT,
    says: new RegExp(`, ${who} BLOCKED.*\\n.*without MFA.*\\n[\\s\\S]*The policies block ${who}, with or`, "i"),
  })),
  {
    title: "MFA for engineers, and for everybody at high risk",
    tenant: company({
      "Azure: MFA for engineers": { to: { includeGroups: [ENGINEERS] } },
      "Everywhere: MFA at high risk": { on: resources("All"), if: { signInRiskLevels: ["high"] } },
    }),
    steps: "ppppp pfpppp pppp",
    names: { 7: ["Azure: MFA for engineers"] },
    results: OPEN,
  },
  {
    title: "a compliant device is enough, and headquarters ask for neither",
    tenant: company({ [AZURE]: { grant: EITHER, if: ONLY_HEADQUARTERS } }),
    steps: "ppppp pppppp ppff",
    names: { 14: [AZURE], 15: [AZURE] },
    results: LETTER_ONLY,
    says: /People can get in all the same/,
  },
  {
    title: "no policy is on the way to Azure management",
    tenant: company({}),
    steps: "pppfn pppppf pppp",
    names: { 11: ["Office: MFA"] },
    results: OPEN,
  },
  {
    title: "desktops and phones have a policy each, and other platforms are blocked",
    tenant: companyByPersona({
      "Azure: MFA on desktops": { if: platforms("windows", "macOS", "linux") },
      "Azure: MFA on phones": { if: platforms("android", "iOS") },
    }),
    steps: "ppppp pppppp pppp",
    results: COMPLIANT,
  },
  {
    title: "headquarters need no MFA, and service accounts work from there alone",
    tenant: companyByPersona({
      [AZURE]: { if: ONLY_HEADQUARTERS },
      "Services: only there": {
        to: { includeGroups: [SERVICE_ACCOUNTS] },
        but: {},
        if: ONLY_HEADQUARTERS,
        grant: BLOCK,
      },
    }),
    steps: "ppppp pppppp ppfp",
    names: { 14: [AZURE] },
    results: LETTER_ONLY,
  },
  {
    title: "trusted places need no MFA, and the named locations weren't read",
    tenant: companyByPersona(
      { [AZURE]: { if: outside("AllTrusted") } },
      { namedLocations: undefined, notRead: [REFUSED("namedLocations", "Policy.Read.All")] },
    ),
    steps: "puppp pppppp ppup",
    names: { 14: [AZURE] },
    results: ["unknown", "unknown", "not settled"],
  },
  {
    title: "a page of the policies is missing",
    tenant: companyByPersona({ [AZURE]: {} }, { notRead: [REFUSED("policies", "Policy.Read.All")] }),
    steps: "puppp pppppp pppp",
    results: ["unknown", "unknown", "not settled"],
  },
  {
    title: "the policy for everybody takes a device and excludes the API, and an old one is off",
    tenant: companyByPersona({
      "Azure: MFA 2022": { state: "disabled" },
      Everywhere: { on: { ...resources("All"), excludeApplications: [API] }, grant: EITHER },
    }),
    steps: "ppppp pppppp pfpf",
    names: { 13: ["Everywhere"], 15: ["Everywhere"] },
    results: LETTER_ONLY,
  },
  {
    title: "the policy has a condition that nobody has heard of",
    tenant: companyByPersona({ [AZURE]: { if: { signInHours: { include: ["08-18"] } } } }),
    steps: "ppppp pppppp ppup",
    names: { 14: [AZURE] },
    results: ["unknown", "passed", "not settled"],
  },
  {
    title: "somebody joined the service accounts whom the register doesn't list",
    tenant: companyByPersona({ [AZURE]: {} }, { groups: withServices(21, 22, 23) }),
    register: `${register()}    members:\n      - ${userId(21)}\n      - ${userId(22)}\n`,
    steps: "ppppp ppfppp pppp",
    names: { 8: [AZURE] },
    results: OPEN,
  },
  {
    title: "two blocks together stop everybody",
    tenant: companyByPersona({
      [AZURE]: {},
      "No modern clients": { but: {}, if: clients("browser", "mobileAppsAndDesktopClients"), grant: BLOCK },
      "No other clients": { but: {}, if: clients("exchangeActiveSync", "other"), grant: BLOCK },
    }),
    steps: "ppppp pppppp pppp",
    results: COMPLIANT,
    says: /, everybody BLOCKED/i,
  },
];

/** Each company, with a register in which nothing is overdue unless it has another. */
export const COMPANIES: readonly Company[] = ROWS.map((row) => ({ register: register(), ...row }));
