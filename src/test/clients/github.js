// Prints GitHub's own signature of what comes in: node github.js <secret> < body
import { sign } from "@octokit/webhooks-methods";

let body = "";
process.stdin.setEncoding("utf8");
for await (const chunk of process.stdin) body += chunk;
process.stdout.write(await sign(process.argv[2], body));
