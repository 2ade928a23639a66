/** What ends a command with status 2: input that can't be used, with everything that is wrong with it, one message for each line. */
export class Refused extends Error {
  readonly complaints: readonly string[];

  constructor(...complaints: readonly string[]) {
    super(complaints.join("\n"));
    this.complaints = complaints;
  }
}
