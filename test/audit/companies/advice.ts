import { userId } from "../../cli/a-tenant";
import { registerEntry } from "../tenants/compliant";
import type { Company } from "./companies";
import { API, CONTRACTORS, company, EXEMPT, KNOWN, MFA, register } from "./company";

type Audited = Pick<Company, "tenant" | "register">;

/** A tenant file, as far as advice changes it. */
interface File {
  readonly policies: readonly { readonly displayName: string; readonly conditions: Conditions }[];
  readonly notRead?: readonly { readonly key: string; readonly role: string }[];
}
interface Conditions {
  readonly users: object;
  readonly applications: { readonly includeApplications?: readonly string[] };
  readonly locations?: object;
  /** No such condition exists. */
  readonly signInHours?: object;
}

const fileOf = ({ tenant }: Audited): File => tenant as File; // as companies write it

/** The policies that the advice names, changed. */
const policies =
  (change: (policy: File["policies"][number]) => object) =>
  (one: Audited, advice: string): Audited => {
    const file = fileOf(one);
    const changed = file.policies.map((policy) =>
      advice.includes(`"${policy.displayName}"`) ? { ...policy, ...change(policy) } : policy,
    );
    return { ...one, tenant: { ...file, policies: changed } };
  };
const conditions = (change: (conditions: Conditions) => object) =>
  policies((policy) => ({ conditions: { ...policy.conditions, ...change(policy.conditions) } }));

/** The lists that these roles read, as a whole. */
function readWith(one: Audited, advice: string): Audited {
  const file = fileOf(one);
  const isRead = ({ role }: { readonly role: string }): boolean => advice.includes(role);
  const keys = (file.notRead ?? []).filter(isRead).map(({ key }) => key);
  const known: { readonly [key: string]: unknown } = { roleAssignments: [], ...KNOWN };
  const lists = Object.fromEntries(keys.flatMap((key) => (key in known ? [[key, known[key]]] : [])));
  return { ...one, tenant: { ...file, ...lists, notRead: file.notRead?.filter((gap) => !isRead(gap)) } };
}

const declared = (one: Audited): Audited => ({
  ...one,
  register: `${one.register}${registerEntry(`group: ${CONTRACTORS}`, "exception", "Until their devices are enrolled")}`,
});

type Way = (one: Audited, advice: string) => Audited;

/** What an engineer does who follows an advice to the letter; each way that it offers. */
const ADVICE: readonly (readonly [advice: RegExp, ways: readonly Way[]])[] = [
  [/application roles? /, [readWith]],
  [/get Entra ID P1 or P2/, [(one) => ({ ...one, tenant: { ...one.tenant, subscribedSkus: KNOWN.subscribedSkus } })]],
  [
    /^create a policy that requires MFA of all users, except your break-glass accounts, .*, without conditions/,
    [(one) => ({ ...one, tenant: { ...one.tenant, policies: [...fileOf(one).policies, ...azurePolicy()] } })],
  ],
  [
    /include All users, and exclude your break-glass accounts/,
    [conditions(() => ({ users: { includeUsers: ["All"], ...EXEMPT } }))],
  ],
  [/set its next date in the register/, [(one) => ({ ...one, register: register() })]],
  [
    /remove the exclusion, or declare it in the register/,
    [declared, conditions(({ users }) => ({ users: { ...users, ...EXEMPT } }))],
  ],
  [
    /add the Windows Azure Service Management API \(.*\) to its resources/,
    [
      conditions(({ applications: { includeApplications = [] } }) => ({
        applications: { includeApplications: [...includeApplications, API] },
      })),
    ],
  ],
  [
    /list all members of the group in its register entry, or remove the others from it/,
    [
      (one) => ({ ...one, register: `${one.register}      - ${userId(23)}\n` }),
      (one) => ({ ...one, tenant: { ...one.tenant, groups: KNOWN.groups } }),
    ],
  ],
  [
    /remove the Windows Azure Service Management API \(.*\) from its excluded resources/,
    [
      conditions(({ applications: { includeApplications = [] } }) => ({
        applications: { includeApplications },
      })),
    ],
  ],
  [/remove what isn't understood/, [policies(({ conditions: { signInHours: _, ...rest } }) => ({ conditions: rest }))]],
  [/turn it on/, [policies(() => ({ state: "enabled" }))]],
  [
    /apply it to all locations/,
    [conditions(({ locations }) => ({ locations: { ...locations, excludeLocations: [] } }))],
  ],
  [/require multifactor authentication, and nothing else, in its grant/, [policies(() => ({ grantControls: MFA }))]],
];

const azurePolicy = (): File["policies"] => fileOf({ tenant: company({ New: {} }), register: "" }).policies.slice(-1);

/** The tenant and the register after an advice; one for each way that it offers, none where nobody knows what it asks for. */
export const followed = (one: Audited, advice: string): readonly Audited[] =>
  (ADVICE.find(([text]) => text.test(advice))?.[1] ?? []).map((way) => way(one, advice));
