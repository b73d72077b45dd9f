/// Which command does which act of the catalogue: `comptoir help acts` prints it, and a test holds that
/// no act is without a command.
///
/// Two acts have none, each with its reason: they stand in `withoutCommand`.
enum CommandLineCatalogue {
  /// The path of the command of each act.
  static let commands: [String: String] = [
    "opportunity.create": "opportunity add",
    "opportunity.edit": "opportunity edit",
    "opportunity.move": "opportunity move",
    "opportunity.lose": "opportunity lose",
    "opportunity.reopen": "opportunity reopen",
    "task.add": "task add",
    "task.done": "task done",
    "interaction.add": "opportunity note",
    "quote.create": "quote new",
    "quote.addLines": "quote add",
    "quote.editLine": "quote edit",
    "quote.removeLine": "quote remove",
    "quote.moveLine": "quote move",
    "quote.editHeader": "quote head",
    "quote.reprice": "quote reprice",
    "quote.revise": "quote revise",
    "quote.duplicate": "quote duplicate",
    "quote.askApproval": "quote ask",
    "quote.decideApproval": "quote approve",
    "quote.send": "quote send",
    "quote.decline": "quote decline",
    "quote.cancel": "quote cancel",
    "quote.accept": "quote accept",
    "customer.create": "customer add",
    "customer.edit": "customer edit",
    "customer.block": "customer block",
    "customer.limit": "customer limit",
    "product.create": "product add",
    "product.setPrice": "product price",
    "approval.delegate": "approval delegate",
    "approval.endDelegation": "approval end",
    "product.addEquivalent": "product equivalent",
    "product.removeEquivalent": "product different",
    "product.setCost": "product cost",
    "family.setFloor": "product floor",
    "settings.set": "settings set",
    "user.add": "user add",
    "user.roles": "user role",
    "user.active": "user active",
    "order.deliver": "order deliver",
    "order.close": "order close",
    "order.cancel": "order cancel",
    "order.reopen": "order reopen",
    "order.reserve": "order reserve",
    "order.release": "order release",
    "delivery.invoiced": "delivery invoiced",
    "delivery.return": "delivery return",
    "purchase.create": "purchase new",
    "purchase.order": "purchase order",
    "purchase.expected": "purchase expected",
    "purchase.close": "purchase close",
    "request.cancel": "purchase cancel-request",
    "purchase.receive": "purchase receive",
    "undo": "undo",
    "redo": "redo",
  ]

  /// Acts that a shell cannot ask for: a draft held in a screen's memory is saved whole; the command
  /// line changes a quote line by line.
  static let withoutCommand: Set<String> = ["quote.save"]
}
