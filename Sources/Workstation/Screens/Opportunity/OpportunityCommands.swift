import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// The commands of an opportunity.
enum OpportunityCommands {
  static var all: [Command] { working + deciding }

  typealias Test = @Sendable (OpportunityScreen, Session) -> Availability

  private static let isRead: Test = { screen, session in
    screen.sheet == nil ? .no(session.text("status.waiting")) : .yes
  }

  private static let isOpen: Test = { screen, session in
    guard let opportunity = screen.sheet?.detail.opportunity else {
      return .no(session.text("status.waiting"))
    }
    return opportunity.outcome == .open
      ? .yes : .no(session.text("board.no.closed", Fact("number", .text(opportunity.number))))
  }

  private static let canEditLine: Test = { screen, session in
    guard screen.draft != nil else { return .no(session.text("opportunity.no.quote")) }
    guard screen.line?.isProduct == true else { return .no(session.text("opportunity.no.line")) }
    return screen.sheet?.detail.opportunity.outcome == .open
      ? .yes : .no(session.text("opportunity.no.closed"))
  }

  private static let hasCustomer: Test = { screen, session in
    screen.sheet?.detail.customer == nil ? .no(session.text("board.no.customer")) : .yes
  }

  private static var working: [Command] {
    [
      .on(OpportunityScreen.self, "opportunity.part", keys: [.f(6)], footer: 10) {
        $0.turn(by: 1, OpportunityLayout($1))
        return []
      },
      .on(OpportunityScreen.self, "opportunity.partBack", keys: [.shift(.f(6))]) {
        $0.turn(by: -1, OpportunityLayout($1))
        return []
      },
      .on(
        OpportunityScreen.self, "opportunity.line", keys: [.char("e"), .f(2)],
        act: EditLine.entry.id, footer: 20, availability: canEditLine
      ) { $0.beginEdit($1) },
      .on(
        OpportunityScreen.self, "opportunity.quote", keys: [.char("d"), .char("n")], footer: 30,
        availability: isRead
      ) { screen, _ in [.open(Screens.quoteEntry(opportunity: screen.id))] },
      .on(
        OpportunityScreen.self, "opportunity.customer", keys: [.char("c")], footer: 60,
        availability: hasCustomer
      ) { screen, _ in
        screen.sheet?.detail.customer.map { [.open(Screens.customer($0.id))] } ?? []
      },
      .on(
        OpportunityScreen.self, "opportunity.task", keys: [.char("t")], act: AddTask.entry.id,
        footer: 40
      ) { screen, session in
        screen.asked = .task(screen.subject)
        return [.ask(OpportunityForms.task(session))]
      },
      .on(
        OpportunityScreen.self, "opportunity.note", keys: [.char("i")],
        act: AddInteraction.entry.id, footer: 50
      ) { screen, session in
        screen.asked = .note(screen.subject)
        return [.ask(OpportunityForms.note(session))]
      },
      .on(
        OpportunityScreen.self, "opportunity.done", keys: [.char("x"), .char(" ")],
        act: DoneTask.entry.id,
        availability: { screen, session in
          screen.part == .tasks && screen.task != nil
            ? .yes : .no(session.text("opportunity.no.task"))
        }
      ) { screen, _ in screen.task.map { [.act(DoneTask($0.id))] } ?? [] },
      .on(
        OpportunityScreen.self, "opportunity.head", keys: [.char("m")],
        act: EditOpportunity.entry.id, availability: isRead
      ) { screen, session in
        guard let found = screen.sheet?.detail.opportunity else { return [] }
        screen.asked = .edit(found.id)
        return [
          .ask(
            OpportunityForms.edit(
              title: found.title, amount: found.amount, close: found.expectedCloseDay,
              competitor: found.competitor, session))
        ]
      },
    ]
  }

  private static var deciding: [Command] {
    [
      .on(
        OpportunityScreen.self, "opportunity.back", keys: [.char("<"), .shift(.left)],
        act: MoveOpportunity.entry.id, availability: isRead
      ) { $0.shift(by: -1, $1) },
      .on(
        OpportunityScreen.self, "opportunity.forward", keys: [.char(">"), .shift(.right)],
        act: MoveOpportunity.entry.id, footer: 70, availability: isOpen
      ) { $0.shift(by: 1, $1) },
      .on(
        OpportunityScreen.self, "opportunity.win", keys: [.char("G")], act: AcceptQuote.entry.id,
        availability: isOpen
      ) { screen, _ in [OpportunityQuestion.win(screen.id)] },
      .on(
        OpportunityScreen.self, "opportunity.lose", keys: [.char("P")],
        act: LoseOpportunity.entry.id, availability: isOpen
      ) { screen, session in
        screen.asked = .lose([screen.id])
        return [.ask(OpportunityForms.lose(screen.sheet?.lostReasons ?? [], session))]
      },
      .on(
        OpportunityScreen.self, "opportunity.reopen", keys: [], act: ReopenOpportunity.entry.id,
        availability: { screen, session in
          guard let found = screen.sheet?.detail.opportunity else {
            return .no(session.text("status.waiting"))
          }
          return found.outcome == .open
            ? .no(session.text("board.no.open", Fact("number", .text(found.number)))) : .yes
        }
      ) { screen, _ in [.act(ReopenOpportunity(screen.id))] },
    ]
  }
}

extension OpportunityScreen {
  var subject: ActSubject { ActSubject(kind: .opportunity, id: id.rawValue) }

  /// Moves to the neighbour stage; a closed one is opened again.
  func shift(by step: Int, _ session: Session) -> [Effect] {
    guard let detail = sheet?.detail else { return [] }
    if detail.opportunity.outcome != .open { return [.act(ReopenOpportunity(id))] }
    let stages = detail.stages.filter { $0.outcome != .lost }
    guard let place = stages.firstIndex(where: { $0.id == detail.stage.id }),
      stages.indices.contains(place + step)
    else {
      return [.say(Status(.refused, session.text(step < 0 ? "board.no.first" : "board.no.last")))]
    }
    let target = stages[place + step]
    return target.outcome == .won
      ? [OpportunityQuestion.win(id)]
      : [.act(MoveOpportunities([id], to: target.id, read: [id: detail.stage.id]))]
  }
}
