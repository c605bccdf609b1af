// The other half of replay.py: reads an ink story from stdin, prints turns per second.
const { Compiler } = require("inkjs/full");
const { Story } = require("inkjs");

const milliseconds = 1000 * Number(process.argv[2]);
const compiled = new Compiler(require("fs").readFileSync(0, "utf8")).Compile().ToJson();

function play(story) {
  let turns = 0;
  for (;;) {
    story.ContinueMaximally();
    if (story.currentChoices.length === 0) return turns;
    story.ChooseChoiceIndex(0);
    turns += 1;
  }
}

function rate(next) {
  let turns = 0;
  const begin = performance.now();
  while (performance.now() - begin < milliseconds) turns += play(next());
  return (1000 * turns) / (performance.now() - begin);
}

const one = new Story(compiled);
console.log(`inkjs, new story each\t${rate(() => new Story(compiled))}`);
console.log(`inkjs, one story reset\t${rate(() => (one.ResetState(), one))}`);
