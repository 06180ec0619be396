// A lint rule of our own: the core takes the time from its caller and draws no
// random numbers, so that the same objects always give the same answer.

const impureCalls = new Map([
  ["Date", new Set(["now"])],
  ["Math", new Set(["random"])],
]);

const message = "The core has no clock and no chance: take the value as an argument.";

const noClockOrChance = {
  create(context) {
    const report = (node) => context.report({ node, message });
    return {
      MemberExpression(node) {
        if (impureCalls.get(node.object.name)?.has(node.property.name)) report(node);
      },
      NewExpression(node) {
        if (node.callee.name === "Date" && node.arguments.length === 0) report(node);
      },
      CallExpression(node) {
        if (node.callee.name === "Date") report(node);
      },
    };
  },
};

export default { meta: { name: "purity" }, rules: { "no-clock-or-chance": noClockOrChance } };
