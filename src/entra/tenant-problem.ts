import type { Advice, Finding } from "../model/finding";

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
export type TenantProblem = Finding<TenantProblemCode, undefined>;

/** A problem of the tenant as a whole: there is no place to point at. */
export const tenantProblem = (code: TenantProblemCode, { message, help }: Advice): TenantProblem => ({
  code,
  severity: "error",
  message,
  primary: undefined,
  related: [],
  help,
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

/** One thing to read from Graph. */
export type Question = {
  /** Below the version, e.g. `/users`; ids in it are escaped. */
  readonly path: string;
  readonly version?: "v1.0" | "beta";
  readonly query?: Readonly<Record<string, string>>;
  /** For messages: `the users`. */
  readonly what: string;
  /** The least Microsoft Graph application role that may read it. */
  readonly role: string;
};

/** Without `Prefer` Graph shows values that are newer than the version as `unknownFutureValue`. */
export const HEADERS = { Prefer: "include-unknown-enum-members", Accept: "application/json" } as const;

/** An id from a file or an answer, escaped for a path. */
export const inPath = (id: string): string => encodeURIComponent(id);
