import { groupId, userId } from "../../../src/law/model/ids";
import type { Exemption } from "../../../src/law/model/register";
import { prove } from "../../../src/verifier/prove";
import type { Verdict } from "../../../src/verifier/verdict";
import { aTenant, type SaidOfTenant } from "./a-tenant";

export interface SaidExempt {
  readonly users?: readonly string[];
  readonly groups?: readonly string[];
  readonly membersOf?: Readonly<Record<string, readonly string[]>>;
}

export const verdictOn = (tenant: SaidOfTenant, exempt: SaidExempt = {}): Verdict =>
  prove(aTenant(tenant), exemptionsOf(exempt));

export const exemptionsOf = ({ users = [], groups = [], membersOf = {} }: SaidExempt): Exemption[] => [
  ...users.map((id): Exemption => ({ kind: "user", id: userId(id) })),
  ...groups.map((id): Exemption => ({ kind: "group", id: groupId(id), members: undefined })),
  ...Object.entries(membersOf).map(
    ([id, members]): Exemption => ({ kind: "group", id: groupId(id), members: new Set(members.map(userId)) }),
  ),
];
