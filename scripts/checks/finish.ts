export interface Count {
  readonly passed: number;
  readonly failed: number;
}

/** Prints the total as the last line. Ends the process with status 1 if anything failed or nothing ran. */
export function finish(counts: readonly Count[]): void {
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  console.log(`\n${passed} passed, ${failed} failed`);
}
