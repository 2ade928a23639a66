import type { Advice, Finding } from "../../law/model/finding";

/** Why something could not be read from the tenant. */
export type TenantProblemCode =
  | "notSignedIn"
  | "forbidden"
  | "notFound"
  | "throttled"
  | "unreachable"
  | "misconfigured"
  | "unexpected";

/**
 * What could not be read, why, and what to do about it: `the Conditional Access policies could not be read: Graph answered
 * 403 (AccessDenied)`.
 */
export type TenantProblem = Finding<TenantProblemCode, undefined> & {
  /** The application role that is missing, where that is why. */
  readonly role?: string;
};

/** Who asks, as far as it matters for advice: a name for messages, and whether it is a user, not an application. */
export type Asker = { readonly via: string; readonly isUser: boolean };

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

/** An answer that isn't what was asked for. */
export const oddAnswer = ({ what }: { readonly what: string }, why: string): TenantError =>
  new TenantError(
    tenantProblem("unexpected", {
      message: `Graph's answer about ${what} makes no sense: ${why}`,
      help: "try again; if it stays, compare with Graph Explorer",
    }),
  );

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

/** @throws TenantError where the answer is a failure */
export function valueIn<T>(answer: Answer<T>): T {
  if (answer.kind === "failed") throw new TenantError(answer.problem);
  return answer.value;
}

/** Iff Graph says that there is no such object. */
export const isNotFound = (answer: Answer<unknown>): boolean =>
  answer.kind === "failed" && answer.problem.code === "notFound";
