import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// The commands of the board.
enum BoardCommands {
  static var all: [Command] { looking + moving + opportunity }

  typealias Test = @Sendable (BoardScreen, Session) -> Availability

  /// Everything about a card needs one.
  private static let hasCard: Test = { board, session in
    board.card == nil ? .no(session.text("board.no.card")) : .yes
  }

  private static let hasOpenCard: Test = { board, session in
    guard let card = board.card else { return .no(session.text("board.no.card")) }
    return card.outcome == .open
      ? .yes : .no(session.text("board.no.closed", Fact("number", .text(card.number))))
  }

  private static func canMove(_ step: Int) -> Test {
    { board, session in
      guard board.card != nil else { return .no(session.text("board.no.card")) }
      let place = board.current + step
      if place < 0 { return .no(session.text("board.no.first")) }
      return place < board.columns.count ? .yes : .no(session.text("board.no.last"))
    }
  }

  private static var looking: [Command] {
    [
      .on(
        BoardScreen.self, "board.open", keys: [.enter], footer: 10, availability: hasCard
      ) { board, _ in
        board.card.map { [.open(Screens.opportunity($0.id))] } ?? []
      },
      .on(BoardScreen.self, "board.filter", keys: [.char("f"), .char("/")], footer: 50) {
        board, _ in
        board.isFiltering = true
        board.filter.typeAnew()
        return []
      },
      .on(BoardScreen.self, "board.sort", keys: [.char("o")], footer: 60) { board, session in
        let all = BoardOrder.allCases
        let place = (all.firstIndex(of: board.order) ?? 0) + 1
        board.order = all[place % all.count]
        return [
          board.read(session),
          .say(Status(.notice, session.text("board.order.\(board.order.rawValue)"))),
        ]
      },
      .on(
        BoardScreen.self, "board.mark", keys: [.char(" "), .char("v")], footer: 40,
        availability: hasCard
      ) { board, _ in
        guard let card = board.card else { return [] }
        if board.marked.remove(card.id) == nil { board.marked.insert(card.id) }
        return []
      },
      .on(
        BoardScreen.self, "board.customer", keys: [.char("c")],
        availability: { board, session in
          guard let card = board.card else { return .no(session.text("board.no.card")) }
          return card.customerID == nil ? .no(session.text("board.no.customer")) : .yes
        }
      ) { board, _ in
        board.card?.customerID.map { [.open(Screens.customer($0))] } ?? []
      },
      .on(
        BoardScreen.self, "board.quote", keys: [.char("d")], footer: 45, availability: hasCard
      ) { board, _ in
        board.card.map { [.open(Screens.quoteEntry(opportunity: $0.id))] } ?? []
      },
    ]
  }

  private static var moving: [Command] {
    [
      .on(
        BoardScreen.self, "board.back", keys: [.char("<"), .shift(.left)],
        act: MoveOpportunity.entry.id, footer: 30, availability: canMove(-1)
      ) { $0.shift(by: -1, $1) },
      .on(
        BoardScreen.self, "board.forward", keys: [.char(">"), .shift(.right)],
        act: MoveOpportunity.entry.id, footer: 31, availability: canMove(1)
      ) { $0.shift(by: 1, $1) },
      .on(
        BoardScreen.self, "board.win", keys: [.char("G")], availability: hasOpenCard
      ) { board, _ in board.card.map { board.win($0) } ?? [] },
      .on(
        BoardScreen.self, "board.lose", keys: [.char("P")], act: LoseOpportunity.entry.id,
        availability: hasOpenCard
      ) { board, session in
        board.asked = .lose(board.subjects.map(\.id))
        return [.ask(OpportunityForms.lose(board.lostReasons, session))]
      },
      .on(
        BoardScreen.self, "board.reopen", keys: [], act: ReopenOpportunity.entry.id,
        availability: { board, session in
          guard let card = board.card else { return .no(session.text("board.no.card")) }
          return card.outcome == .open
            ? .no(session.text("board.no.open", Fact("number", .text(card.number)))) : .yes
        }
      ) { board, _ in board.card.map { board.perform(ReopenOpportunity($0.id)) } ?? [] },
    ]
  }

  private static var opportunity: [Command] {
    [
      .on(
        BoardScreen.self, "board.new", keys: [.char("n")], act: CreateOpportunity.entry.id,
        footer: 20
      ) { board, session in
        board.asked = .create
        return [.ask(OpportunityForms.create(session))]
      },
      .on(
        BoardScreen.self, "board.edit", keys: [.char("e"), .f(2)],
        act: EditOpportunity.entry.id, availability: hasCard
      ) { board, session in
        guard let card = board.card else { return [] }
        board.asked = .edit(card.id)
        return [
          .ask(
            OpportunityForms.edit(
              title: card.title, amount: card.amount, close: card.expectedCloseDay,
              competitor: card.competitor, session))
        ]
      },
      .on(
        BoardScreen.self, "board.task", keys: [.char("t")], act: AddTask.entry.id, footer: 42,
        availability: hasCard
      ) { board, session in
        guard let card = board.card else { return [] }
        board.asked = .task(ActSubject(kind: .opportunity, id: card.id.rawValue))
        return [.ask(OpportunityForms.task(session))]
      },
      .on(
        BoardScreen.self, "board.note", keys: [.char("i")], act: AddInteraction.entry.id,
        availability: hasCard
      ) { board, session in
        guard let card = board.card else { return [] }
        board.asked = .note(ActSubject(kind: .opportunity, id: card.id.rawValue))
        return [.ask(OpportunityForms.note(session))]
      },
    ]
  }
}

extension BoardScreen {
  mutating func answer(_ answer: ModalAnswer, _ session: Session) -> [Effect] {
    defer { asked = .nothing }
    guard let effect = asked.act(answer, session) else { return [] }
    actsUnderWay += 1
    marked = []
    return [effect]
  }
}
