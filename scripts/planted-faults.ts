import { resolve } from "node:path";
import { FAULTS } from "./checks/faults/catalogue";
import { copyTree } from "./checks/faults/tree-copy";
import { type Tried, tryFaults } from "./checks/faults/try-faults";
import { finish } from "./checks/finish";

/**
 * Runs `npm run test:faults [-- <words>]`: shows that the tests can fail. It plants each fault in a copy of the tree, or each
 * whose name contains the words. A test must fail for each.
 */
function main(words: string): void {
  const faults = FAULTS.filter(({ name }) => name.includes(words));
  const tree = copyTree(resolve(__dirname, ".."));
  process.once("exit", tree.remove);
  console.log(`${faults.length} faults, one at a time, in ${tree.folder}\n`);
  const tried = tryFaults(tree.folder, faults, (one) => console.log(line(one)));
  finish(tried.map(({ fate }) => (fate.kind === "caught" ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })));
}

function line({ fault, fate }: Tried): string {
  switch (fate.kind) {
    case "caught":
      return `caught    ${fault.name}\n            by: ${fate.by}`;
    case "survived":
      return `SURVIVED  ${fault.name}\n            ${fault.file}; nothing in ${fault.tests.join(", ")} noticed`;
    case "untold":
      return `UNTOLD    ${fault.name}\n            ${fate.because}`;
  }
}

main(process.argv.slice(2).join(" "));
