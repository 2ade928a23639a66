import type { Advice, Finding } from "../../law/model/finding";

/** Why something could not be read from the tenant. */
export const TENANT_PROBLEM_CODES = [
  "notSignedIn",
  "forbidden",
  "notFound",
  "throttled",
  "unreachable",
  "misconfigured",
  "unexpected",
] as const;
export type TenantProblemCode = (typeof TENANT_PROBLEM_CODES)[number];

/**
 * What could not be read, why, and what to do about it: `the Conditional Access policies could not be read: Graph answered
 * 403 (AccessDenied)`.
 */
export type TenantProblem = Finding<TenantProblemCode, undefined> & {
  /** The application role that is missing, where that is why. */
  readonly role?: string;
};

/** A problem of the tenant as a whole: there is no place to point at. */
export const tenantProblem = (
  code: TenantProblemCode,
  { message, help, role }: Advice & { readonly role?: string | undefined },
): TenantProblem => ({
  code,
  severity: "error",
  message,
  primary: undefined,
  related: [],
  help,
  ...(role === undefined ? {} : { role }),
});

/** A key of a tenant file that could not be read, or a part of the objects there, as the file says it. */
export type Gap = { readonly key: string; readonly part?: string; readonly why: string; readonly role?: string };

/** The gap that a problem leaves. */
export const gapOf = (key: string, { message, role }: TenantProblem, part?: string): Gap => ({
  key,
  ...(part === undefined ? {} : { part }),
  why: message,
  ...(role === undefined ? {} : { role }),
});

/** Thrown by everything here that asks the tenant. */
export class TenantError extends Error {
  readonly problem: TenantProblem;

  constructor(problem: TenantProblem) {
    super(problem.message);
    this.name = "TenantError";
    this.problem = problem;
  }
}

/** The error of an environment that doesn't lead to a tenant. */
export const misconfigured = (message: string, help: string): TenantError =>
  new TenantError(tenantProblem("misconfigured", { message, help }));

/** What came of a question to the tenant. */
export type Answer<T> =
  | { readonly kind: "read"; readonly value: T }
  | { readonly kind: "failed"; readonly problem: TenantProblem };

/** The answer, or the problem of a TenantError. @throws any other error, which is a mistake of this program */
export async function answerOf<T>(question: Promise<T>): Promise<Answer<T>> {
  try {
    return { kind: "read", value: await question };
  } catch (error) {
    if (error instanceof TenantError) return { kind: "failed", problem: error.problem };
    throw error;
  }
}
