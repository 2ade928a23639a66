import { NOT_CONFIGURED } from "../../law/conditions";
import type { Conditions } from "../../law/model/dimensions";
import type { Guests, Policy } from "../../law/model/policy";
import type { LeftOpen } from "./left-open";
import type { Requirement } from "./supposition";

/** Something in policies that the documents leave a choice about, and that a verdict reads in the way that is safe. */
interface OpenReading {
  /** The same in both tenants, since Entra does the same in both. */
  readonly key: string;
  /** Where it stands in the policy, in Graph's words; `undefined` where it doesn't matter to the policy. */
  readonly fieldIn: (policy: Policy) => string | undefined;
  /** The policy with the choice made. */
  readonly read: (policy: Policy, holds: boolean) => Policy;
}

const CLAUSES = ["include", "exclude"] as const;

/** A choice about guests, the same for those that are included and those that are excluded. */
function ofGuests(
  key: string,
  matters: (guests: Guests) => boolean,
  read: (guests: Guests, holds: boolean) => Guests,
): OpenReading {
  return {
    key,
    fieldIn: ({ users }) => {
      const clause = CLAUSES.find((one) => users[one].guests !== undefined && matters(users[one].guests));
      return clause && `conditions.users.${clause}GuestsOrExternalUsers.externalTenants`;
    },
    read: (policy, holds) => {
      const clause = (one: "include" | "exclude"): Policy["users"]["include"] => {
        const { guests } = policy.users[one];
        return guests !== undefined && matters(guests)
          ? { ...policy.users[one], guests: read(guests, holds) }
          : policy.users[one];
      };
      return { ...policy, users: { include: clause("include"), exclude: clause("exclude") } };
    },
  };
}

/** From no tenant, so about internal guests alone. A type that is named stays named, so what isn't understood beside it isn't about it. */
const FROM_NO_TENANT: Pick<Guests, "homes" | "listsInternal"> = {
  homes: { kind: "enumerated", tenants: new Set() },
  listsInternal: true,
};

/** A list that names no value at all, and has nothing in it that isn't understood, may be none. */
function ofEmptyList(key: string, dimension: "authenticationFlow" | "clientApp", field: string): OpenReading {
  const isEmpty = ({ [dimension]: condition }: Conditions): boolean =>
    condition.kind === "only" && condition.values.size + condition.notUnderstood.length === 0;
  return {
    key,
    fieldIn: ({ conditions }) => (isEmpty(conditions) ? field : undefined),
    read: (policy, holds) =>
      holds && isEmpty(policy.conditions)
        ? { ...policy, conditions: { ...policy.conditions, [dimension]: NOT_CONFIGURED[dimension] } }
        : policy,
  };
}

const blockIsAlternative = ({ grant }: Policy): boolean =>
  grant.kind === "controls" &&
  grant.operator.kind === "any" &&
  grant.controls.length > 1 &&
  grant.controls.some(({ kind }) => kind === "block");

const OPEN_READINGS: readonly OpenReading[] = [
  ofGuests(
    "guests of tenants that aren't stated are those of all",
    ({ homes, types }) => homes.kind === "notKnown" && [...types].some((type) => type !== "internalGuest"),
    (guests, holds) => ({ ...guests, ...(holds ? { homes: { kind: "all" } } : FROM_NO_TENANT) }),
  ),
  ofGuests(
    "a list of tenants is about internal guests too",
    ({ homes, types, listsInternal }) =>
      homes.kind === "enumerated" && types.has("internalGuest") && listsInternal === undefined,
    (guests, holds) => ({ ...guests, listsInternal: holds }),
  ),
  ofEmptyList("no flow but none is any flow", "authenticationFlow", "conditions.authenticationFlows.transferMethods"),
  ofEmptyList("no client app is any", "clientApp", "conditions.clientAppTypes"),
  {
    key: "a block among alternatives blocks",
    fieldIn: (policy) => (blockIsAlternative(policy) ? "grantControls.operator" : undefined),
    read: (policy, holds) =>
      holds && blockIsAlternative(policy)
        ? { ...policy, grant: { kind: "controls", operator: { kind: "all" }, controls: [{ kind: "block" }] } }
        : policy,
  },
];

const readingKey = ({ key }: OpenReading): string => `reading ${key}`;

/** A policy in one reading, as it is in the settled tenant, and whom it is about as it is in the tenant itself. */
export interface ReadPolicy {
  readonly policy: Policy;
  readonly users: Policy["users"];
  readonly requirement: Requirement;
}

/** The policy in each reading that there is of it. */
export const inEachReading = (policy: Policy, users: Policy["users"], leftOpen: LeftOpen): readonly ReadPolicy[] =>
  OPEN_READINGS.reduce<readonly ReadPolicy[]>(
    (all, reading) => all.flatMap((one) => eitherWay(one, reading, leftOpen)),
    [{ policy, users, requirement: { all: [], none: [] } }],
  );

function eitherWay(one: ReadPolicy, reading: OpenReading, { number }: LeftOpen): readonly ReadPolicy[] {
  const { policy, users, requirement } = one;
  const field = reading.fieldIn(policy);
  if (field === undefined) return [one];
  const choice = number(readingKey(reading), { kind: "content", policy: policy.id, field, reading: reading.key });
  return [true, false].map((holds) => ({
    policy: reading.read(policy, holds),
    users: reading.read({ ...policy, users }, holds).users,
    requirement: {
      all: holds ? [...requirement.all, [choice]] : requirement.all,
      none: holds ? requirement.none : [...requirement.none, choice],
    },
  }));
}

/** A policy with every such choice made. */
export const withReadings = (policy: Policy, holds: (key: string) => boolean): Policy =>
  OPEN_READINGS.reduce((read, one) => one.read(read, holds(readingKey(one))), policy);
