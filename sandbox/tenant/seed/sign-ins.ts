import type { GraphObject } from "../json";
import { generateAttempts } from "../sign-ins/generate";
import { recordOf } from "../sign-ins/record";
import type { TenantData } from "../store/tenant-data";

const COUNT = 300;
const DAYS = 30;

/** What a new tenant has seen in its last thirty days, decided by the policies that it has. */
export function seedSignIns(data: TenantData, now: Date): readonly GraphObject[] {
  const from = new Date(now.getTime() - DAYS * 24 * 3_600_000);
  return Array.from(generateAttempts(data, { count: COUNT, seed: 1, from, until: now }), (attempt) =>
    recordOf(attempt, data),
  );
}
