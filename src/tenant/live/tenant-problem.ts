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
 * What could not be read, why, and what to do. Its message is such as `the Conditional Access policies could not be read: Graph answered
 * 403 (AccessDenied)`.
 */
export type TenantProblem = Finding<TenantProblemCode, undefined> & {
  /** The missing application role, if that is the reason. */
  readonly role?: string;
};

/** Who signs in: a name for messages, and whether it is a user or an application. */
export type Asker = { readonly via: string; readonly isUser: boolean };

/** A problem of the whole tenant, without a place in a file. */
export const tenantProblem = (code: TenantProblemCode, { message, help }: Advice, role?: string): TenantProblem => ({
  code,
  severity: "error",
  message,
  primary: undefined,
  related: [],
  help,
  ...(role === undefined ? {} : { role }),
});

/** The error of every function that asks the tenant. */
export class TenantError extends Error {
  readonly problem: TenantProblem;

  constructor(problem: TenantProblem) {
    super(problem.message);
    this.name = "TenantError";
    this.problem = problem;
  }
}

/** The error of environment variables that don't lead to a tenant. */
export const misconfigured = (message: string, help: string): TenantError =>
  new TenantError(tenantProblem("misconfigured", { message, help }));

/** The error of an answer that doesn't fit the question. */
export function unexpectedAnswer({ what }: { readonly what: string }, why: string): TenantError {
  const help = "try again; if it happens again, compare with Graph Explorer";
  const message = `Graph's answer about ${what} makes no sense: ${why}`;
  return new TenantError(tenantProblem("unexpected", { message, help }));
}

/** Something that was read, or why it could not be read. The source is the tenant unless the problem has another type. */
export type Answer<T, Problem = TenantProblem> =
  | { readonly kind: "read"; readonly value: T }
  | { readonly kind: "failed"; readonly problem: Problem };

/** The answer, or the problem of a TenantError. @throws any other error, which is a fault of this program */
export async function answerOf<T>(question: Promise<T>): Promise<Answer<T>> {
  try {
    return { kind: "read", value: await question };
  } catch (error) {
    if (error instanceof TenantError) return { kind: "failed", problem: error.problem };
    throw error;
  }
}

/** The value of an answer. @throws TenantError if it failed */
export function valueIn<T>(answer: Answer<T>): T {
  if (answer.kind === "failed") throw new TenantError(answer.problem);
  return answer.value;
}
