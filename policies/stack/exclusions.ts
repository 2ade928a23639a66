import type { RegisterEntry } from "../../src/adapters/register/register";
import { groupId, userId } from "../../src/model/ids";
import type { Policy } from "../../src/model/policy";
import type { Exemption } from "../../src/verifier/exemptions";
import type { Settings } from "../settings/settings";

/** Who the register lets be uncovered on the day in question. An overdue entry exempts nobody. */
export function approvedExemptions(settings: Settings): readonly Exemption[] {
  return entriesOf(settings)
    .filter((entry) => isInForce(entry, settings))
    .map(({ principal }) =>
      principal.kind === "user"
        ? { kind: "user", id: userId(principal.id) }
        : {
            kind: "group",
            id: groupId(principal.id),
            members: principal.members && new Set([...principal.members].map(userId)),
          },
    );
}

/** The register's entries, overdue ones too; none where there is no register, or none that can be read. */
export const entriesOf = ({ register }: Settings): readonly RegisterEntry[] =>
  register.kind === "read" ? register.register.entries : [];

/** Whether the review of the entry isn't overdue on the day in question. */
export const isInForce = ({ reviewBy }: RegisterEntry, { today }: Settings): boolean => reviewBy >= today;

/** A user or group that some policy excludes by id. */
export type ExcludedPrincipal =
  | Exclude<Exemption, { readonly members: unknown }>
  | Extract<Exemption, { readonly kind: "group" }>;

/** The users and groups that the policies exclude by id, each once. A group stands for whoever is in it. */
export function excludedBy(policies: readonly Policy[]): readonly ExcludedPrincipal[] {
  const users = new Set(policies.flatMap(({ users: { exclude } }) => [...exclude.users]));
  const groups = new Set(policies.flatMap(({ users: { exclude } }) => [...exclude.groups]));
  return [
    ...[...users].map((id) => ({ kind: "user", id }) as const),
    ...[...groups].map((id) => ({ kind: "group", id, members: undefined }) as const),
  ];
}
