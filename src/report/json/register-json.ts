import type { JudgedRegister } from "../judgement";

/** Who is exempt, and which entries exempt nobody or are of no use. */
export function registerInJson(register: JudgedRegister | undefined): object {
  return {
    exempt: (register?.inForce ?? []).map(({ principal: { id }, kind }) => ({ id, kind })),
    register: {
      stale: (register?.stale ?? []).map(({ principal }) => principal.id),
      overdue: (register?.overdue ?? []).map(({ entry }) => entry.principal.id),
    },
  };
}
