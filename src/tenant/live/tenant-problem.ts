import type { Advice } from "../../law/model/finding";

/**
 * What could not be read, why, and what to do. Its message is such as `the Conditional Access policies could not be read: Graph answered
 * 403 (AccessDenied)`.
 */
export type TenantProblem = Advice & {
  readonly code: "notSignedIn" | "forbidden" | "notFound" | "unreachable" | "unexpected";
  /** The missing application role, if that is the reason. */
  readonly role?: string;
};

/** The error of every function that asks the tenant. */
export class TenantError extends Error {
  readonly problem: TenantProblem;

  constructor(problem: TenantProblem) {
    super(problem.message);
    this.name = "TenantError";
    this.problem = problem;
  }
}

/** The error of an environment that doesn't lead to a tenant. */
export const cantSignIn = (message: string, help: string): TenantError =>
  new TenantError({ code: "notSignedIn", message, help });

/** The error of an answer that doesn't fit the question. */
export function unexpectedAnswer({ what }: { readonly what: string }, why: string): TenantError {
  const message = `Graph's answer about ${what} makes no sense: ${why}`;
  return new TenantError({
    code: "unexpected",
    message,
    help: "try again; if it happens again, compare with Graph Explorer",
  });
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
