import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values

/// `comptoir opportunity …`.
struct OpportunityCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    Words.command(
      "opportunity",
      subcommands: [
        OpportunityList.self, OpportunityShow.self, OpportunityAdd.self, OpportunityEditing.self,
        OpportunityMove.self, OpportunityWin.self, OpportunityLose.self, OpportunityReopen.self,
        OpportunityNote.self,
      ])
  }

  /// What an act on an opportunity answers in JSON.
  static func json(_ opportunity: Opportunity) -> [(key: String, value: JSON)] {
    [("opportunity", OpportunityAnswers.row.card(opportunity).json)]
  }
}

/// `comptoir opportunity list`.
struct OpportunityList: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("opportunity.list") }

  @OptionGroup var common: CommonOptions
  @Option(name: .customLong("outcome"), help: Words.help("opportunity.outcome"))
  var outcome: String?
  @Option(help: Words.help("stage")) var stage: String?
  @OptionGroup var list: ListOptions

  func run(_ shell: Shell) throws {
    if let outcome, OpportunityOutcome(rawValue: outcome) == nil {
      throw ShellError.badValue(name: "--outcome", text: outcome)
    }
    let rows = try shell.read { reader -> [OpportunityRow] in
      var filter = try list.filter(shell, in: reader, states: outcome.map { [$0] } ?? [])
      filter.stageID = try stage.map { try reader.stage(coded: $0).id }
      return try reader.opportunityRows(filter)
    }
    shell.answer(OpportunityAnswers.rows(shell.company.currency, shell.today).rows(rows))
  }
}

/// `comptoir opportunity show NUMBER`.
struct OpportunityShow: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("opportunity.show") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("opportunityNumber")) var number: String

  func run(_ shell: Shell) throws {
    let detail = try shell.read {
      try $0.opportunityDetail(shell.opportunity(number, in: $0).id)
    }
    shell.answer(
      OpportunityAnswers.sheet.card(
        OpportunitySheet(detail: detail, currency: shell.company.currency, today: shell.today)))
  }
}

/// `comptoir opportunity add TITLE`.
struct OpportunityAdd: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("opportunity.add") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("title")) var title: String
  @Option(help: Words.help("customerCode")) var customer: String?
  @Option(help: Words.help("salesperson")) var salesperson: String?
  @Option(help: Words.help("stage")) var stage: String?
  @Option(help: Words.help("opportunity.amount")) var amount: TypedAmount?
  @Option(help: Words.help("opportunity.probability")) var probability: Percentage?
  @Option(help: Words.help("opportunity.close")) var close: Day?
  @Option(help: Words.help("opportunity.source")) var source: String?

  func run(_ shell: Shell) throws {
    let new = try shell.read { reader -> NewOpportunity in
      var new = NewOpportunity(title: title)
      new.customerID = try customer.map { try shell.customer($0, in: reader).id }
      new.salespersonID = try salesperson.map { try reader.salesperson(coded: $0).id }
      new.stageID = try stage.map { try reader.stage(coded: $0).id }
      new.amount = try amount.map { try shell.amount($0, "--amount") }
      new.probability = probability?.ratio
      new.expectedCloseDay = close
      new.source = source ?? ""
      return new
    }
    try shell.perform(CreateOpportunity(new), json: OpportunityCommand.json)
  }
}

/// `comptoir opportunity edit NUMBER`.
struct OpportunityEditing: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("opportunity.edit") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("opportunityNumber")) var number: String
  @Option(help: Words.help("title")) var title: String?
  @Option(help: Words.help("customerCode")) var customer: Clearable<String>?
  @Option(help: Words.help("salesperson")) var salesperson: Clearable<String>?
  @Option(help: Words.help("opportunity.amount")) var amount: Clearable<TypedAmount>?
  @Option(help: Words.help("opportunity.probability")) var probability: Clearable<Percentage>?
  @Option(help: Words.help("opportunity.close")) var close: Clearable<Day>?
  @Option(help: Words.help("opportunity.source")) var source: String?
  @Option(help: Words.help("opportunity.competitor")) var competitor: String?

  func run(_ shell: Shell) throws {
    let (opportunity, edit) = try shell.read { reader -> (Opportunity, OpportunityEdit) in
      var edit = OpportunityEdit()
      edit.title = Typed.edit(title)
      if let customer {
        edit.customerID = .set(try customer.value.map { try shell.customer($0, in: reader).id })
      }
      if let salesperson {
        edit.salespersonID = .set(
          try salesperson.value.map { try reader.salesperson(coded: $0).id })
      }
      if let amount {
        edit.amount = .set(try amount.value.map { try shell.amount($0, "--amount") })
      }
      if let probability { edit.probability = .set(probability.value?.ratio) }
      edit.expectedCloseDay = Typed.edit(close)
      edit.source = Typed.edit(source)
      edit.competitor = Typed.edit(competitor)
      return (try shell.opportunity(number, in: reader), edit)
    }
    try shell.perform(EditOpportunity(opportunity.id, edit), json: OpportunityCommand.json)
  }
}

/// `comptoir opportunity move NUMBER STAGE`.
struct OpportunityMove: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("opportunity.move") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("opportunityNumber")) var number: String
  @Argument(help: Words.help("stage")) var stage: String

  func run(_ shell: Shell) throws {
    let (opportunity, stage) = try shell.read { reader -> (Opportunity, Stage) in
      let opportunity = try shell.opportunity(number, in: reader)
      return (opportunity, try reader.stage(coded: self.stage, in: opportunity.pipelineID))
    }
    try shell.perform(
      MoveOpportunity(opportunity.id, to: stage.id), json: OpportunityCommand.json)
  }
}

/// `comptoir opportunity win NUMBER`: the move to the won stage; accepts the sent quote.
struct OpportunityWin: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("opportunity.win") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("opportunityNumber")) var number: String

  func run(_ shell: Shell) throws {
    let (opportunity, stage) = try shell.read { reader -> (Opportunity, Stage) in
      let opportunity = try shell.opportunity(number, in: reader)
      let won = try reader.stages(of: opportunity.pipelineID).first { $0.outcome == .won }
      guard let won else { throw StoreError.notFound(kind: "stage", key: "won") }
      return (opportunity, won)
    }
    try shell.perform(
      MoveOpportunity(opportunity.id, to: stage.id), json: OpportunityCommand.json)
  }
}

/// `comptoir opportunity lose NUMBER --reason CODE`.
struct OpportunityLose: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("opportunity.lose") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("opportunityNumber")) var number: String
  @Option(help: Words.help("opportunity.reason")) var reason: String
  @Option(help: Words.help("opportunity.competitor")) var competitor: String?

  func run(_ shell: Shell) throws {
    let opportunity = try shell.read { try shell.opportunity(number, in: $0) }
    try shell.perform(
      LoseOpportunity(
        opportunity.id, reason: reason.uppercased(), competitor: competitor ?? ""),
      json: OpportunityCommand.json)
  }
}

/// `comptoir opportunity reopen NUMBER`.
struct OpportunityReopen: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("opportunity.reopen") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("opportunityNumber")) var number: String
  @Option(help: Words.help("stage")) var stage: String?

  func run(_ shell: Shell) throws {
    let (opportunity, stage) = try shell.read { reader -> (Opportunity, Stage?) in
      let opportunity = try shell.opportunity(number, in: reader)
      return (
        opportunity,
        try self.stage.map { try reader.stage(coded: $0, in: opportunity.pipelineID) }
      )
    }
    try shell.perform(
      ReopenOpportunity(opportunity.id, to: stage?.id), json: OpportunityCommand.json)
  }
}

/// `comptoir opportunity note NUMBER TEXT`: a call, a mail, a visit, a note.
struct OpportunityNote: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("opportunity.note") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("opportunityNumber")) var number: String
  @Argument(help: Words.help("text")) var text: String
  @Option(help: Words.help("interactionKind")) var kind = InteractionKind.note.rawValue

  func run(_ shell: Shell) throws {
    guard let kind = InteractionKind(rawValue: kind) else {
      throw ShellError.badValue(name: "--kind", text: kind)
    }
    let opportunity = try shell.read { try shell.opportunity(number, in: $0) }
    let subject = ActSubject(kind: .opportunity, id: opportunity.id.rawValue)
    try shell.perform(AddInteraction(kind, text, on: subject))
  }
}
