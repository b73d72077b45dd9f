import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values

/// `comptoir approval …`: what waits, what was decided, who stands in. Deciding is `quote approve` and
/// `quote refuse`.
struct ApprovalCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    Words.command(
      "approval", subcommands: [ApprovalList.self, ApprovalDelegate.self, ApprovalEnd.self])
  }
}

/// `comptoir approval list`.
struct ApprovalList: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("approval.list") }

  @OptionGroup var common: CommonOptions

  func run(_ shell: Shell) throws {
    let actor = shell.desk.actor
    let inbox = try shell.read {
      try $0.approvalInbox(
        for: actor.id, approves: actor.holds(.manager), today: shell.today)
    }
    shell.answer(ApprovalAnswers.inbox.card(inbox))
  }
}

/// `comptoir approval delegate CODE --until DAY`.
struct ApprovalDelegate: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("approval.delegate") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("user.code")) var code: String
  @Option(help: Words.help("approval.from")) var from: Day?
  @Option(help: Words.help("approval.until")) var until: Day

  func run(_ shell: Shell) throws {
    let person = try shell.read { try $0.salesperson(coded: code) }
    try shell.perform(
      DelegateApprovals(to: person.id, from: from ?? shell.today, until: until))
  }
}

/// `comptoir approval end CODE`: takes back what was given to that person.
struct ApprovalEnd: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("approval.end") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("user.code")) var code: String

  func run(_ shell: Shell) throws {
    let actor = shell.desk.actor
    let found = try shell.read { reader in
      let person = try reader.salesperson(coded: code)
      let inbox = try reader.approvalInbox(for: actor.id, approves: true, today: shell.today)
      return inbox.delegations.first {
        $0.delegate.id == person.id && $0.delegator.id == actor.id
      }
    }
    guard let found else { throw StoreError.notFound(kind: "approval_delegation", key: code) }
    try shell.perform(EndDelegation(found.delegation.id))
  }
}

/// Answers about approvals.
enum ApprovalAnswers {
  /// `approval list`.
  static let inbox = Shape<ApprovalInbox>(
    "approvals",
    [
      Field("waitingApprovals", .rows, inner: waiting) { .rows(waiting.rows($0.waiting)) },
      Field("decided", .rows, inner: decided) { .rows(decided.rows($0.decided)) },
      Field("delegations", .rows, inner: delegations) { .rows(delegations.rows($0.delegations)) },
      Field("standsInFor", .words) { .words($0.standsInFor.map(\.code)) },
    ])

  private static let waiting = Shape<WaitingApproval>(
    "waitingApprovals",
    [
      Field("number", .text) { .text($0.quote.quote.number) },
      Field("revision", .count) { .count($0.quote.quote.revision) },
      Field("customerName", .text) { .text($0.quote.customerName) },
      Field("askedBy", .text) { .text($0.askedByName) },
      Field("netAmount", .amount) {
        .amount($0.quote.quote.ownNet, $0.quote.companyCurrency)
      },
      Field("marginRate", .ratio) { .fraction($0.quote.marginRate) },
      Field("floorAction", .text) { .word("floorAction", $0.floorAction) },
      Field("blocksReader", .flag) { .flag($0.blocksReader) },
      Field("reason", .text) { .text($0.approval.reason) },
    ])

  private static let decided = Shape<DecidedApproval>(
    "decided",
    [
      Field("number", .text) { .text($0.quote.quote.number) },
      Field("revision", .count) { .count($0.quote.quote.revision) },
      Field("state", .text) { .word("approval", $0.approval.state) },
      Field("askedBy", .text) { .text($0.askedByName) },
      Field("decidedBy", .text) { .text($0.decidedByName) },
      Field("decidedFor", .text) { .text($0.decidedForName.isEmpty ? nil : $0.decidedForName) },
      Field("note", .text) { .text($0.approval.note) },
    ])

  private static let delegations = Shape<DelegationRow>(
    "delegations",
    [
      Field("delegator", .text) { .text($0.delegator.code) },
      Field("delegate", .text) { .text($0.delegate.code) },
      Field("fromDay", .day) { .day($0.delegation.fromDay) },
      Field("toDay", .day) { .day($0.delegation.toDay) },
    ])
}
