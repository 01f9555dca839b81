// How long the official parser of Argdown takes for a text from standard input, in milliseconds, by turns.
const fs = require("fs");
const core = require("@argdown/core");

const application = new core.ArgdownApplication();
application.addPlugin(new core.ParserPlugin(), "parse-input");
application.addPlugin(new core.DataPlugin(), "build-model");
application.addPlugin(new core.ModelPlugin(), "build-model");

const input = fs.readFileSync(0, "utf8");
const times = [];
for (let turn = 0; turn < Number(process.argv[2]); turn++) {
  const begun = process.hrtime.bigint();
  const found = application.run({
    input,
    process: ["parse-input", "build-model"],
    logLevel: "silent",
    throwExceptions: true,
  });
  times.push(Number(process.hrtime.bigint() - begun) / 1e6);
  if (found.parserErrors.length) throw new Error(found.parserErrors[0].message);
}
console.log(JSON.stringify(times));
