import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// The commands of the screen of rebates, and the keys that lead to it.
enum RebateCommands {
  private typealias Test = @Sendable (RebatesScreen, Session) -> Availability

  /// A manager, with a row where one is needed.
  private static func may(
    _ entry: ActEntry, _ has: @escaping @Sendable (RebatesScreen, Session) -> Bool
  ) -> Test {
    { screen, session in
      guard entry.allows(session.actor.roles) else {
        return .no(session.text("rebates.no.manager"))
      }
      if entry.showsCosts, screen.read?.sight != .full {
        return .no(session.text("rebates.no.costs"))
      }
      return has(screen, session) ? .yes : .no(session.text("goods.no.row"))
    }
  }

  static var all: [Command] {
    [GoodsCommands.open(RebatesScreen.self, "rebates")] + rebates + derogations + ways
  }

  private static var rebates: [Command] {
    [
      .on(
        RebatesScreen.self, "rebates.new", keys: [.char("n")], act: CreateRebate.entry.id,
        footer: 20, availability: may(CreateRebate.entry) { _, _ in true }
      ) { screen, session in screen.askNew(isDerogation: screen.sheet.current != 0, session) },
      .on(
        RebatesScreen.self, "rebates.edit", keys: [.char("e"), .f(2)], act: EditRebate.entry.id,
        footer: 30,
        availability: may(EditRebate.entry) { screen, session in
          screen.rebate(session) != nil || screen.derogation(session) != nil
        }
      ) { screen, session in screen.askEdit(session) },
      .on(
        RebatesScreen.self, "rebates.end", keys: [.char("x")], act: EndRebate.entry.id, footer: 40,
        availability: may(EndRebate.entry) { screen, session in
          screen.rebate(session) != nil || screen.derogation(session) != nil
        }
      ) { screen, session in screen.askEnd(session) },
      .on(
        RebatesScreen.self, "rebates.settle", keys: [.char("S")], act: SettleRebate.entry.id,
        footer: 50, availability: may(SettleRebate.entry) { $0.rebate($1) != nil }
      ) { screen, session in
        guard let row = screen.rebate(session) else { return [] }
        screen.asked = .settle(row.terms.agreement)
        return [.ask(RebateForms.settle(row.terms.agreement, row.customer?.code ?? "", session))]
      },
      .on(
        RebatesScreen.self, "rebates.why", keys: [.char("W"), .f(3)], footer: 60,
        availability: { screen, session in
          screen.rebate(session) == nil ? .no(session.text("goods.no.row")) : .yes
        }
      ) { screen, session in
        guard let row = screen.rebate(session) else { return [] }
        return [
          .ask(
            .explain(
              title: session.text("rebates.why.title"), RebateWords(session: session).lines(row)))
        ]
      },
    ]
  }

  private static var derogations: [Command] {
    [
      .on(
        RebatesScreen.self, "rebates.newDerogation", keys: [.char("D")],
        act: CreateDerogation.entry.id, availability: may(CreateDerogation.entry) { _, _ in true }
      ) { screen, session in screen.askNew(isDerogation: true, session) },
      .on(
        RebatesScreen.self, "rebates.editDerogation", keys: [], act: EditDerogation.entry.id,
        availability: may(EditDerogation.entry) { $0.derogation($1) != nil }
      ) { screen, session in screen.askEdit(session) },
      .on(
        RebatesScreen.self, "rebates.endDerogation", keys: [], act: EndDerogation.entry.id,
        availability: may(EndDerogation.entry) { $0.derogation($1) != nil }
      ) { screen, session in screen.askEnd(session) },
    ]
  }

  private static var ways: [Command] {
    [
      .on(CustomerScreen.self, "customer.rebates", keys: [.char("A")]) { screen, _ in
        [.open(ScreenState(RebatesScreen(screen.id)))]
      },
      Command("rebates", keys: []) { model in
        model.current.kind == .rebates ? [] : [.open(ScreenState(RebatesScreen()))]
      },
    ]
  }
}

extension RebatesScreen {
  /// `n`, `D`: an agreement or a derogation, for the customer of the screen.
  mutating func askNew(isDerogation: Bool, _ session: Session) -> [Effect] {
    if isDerogation, read?.sight != .full {
      return [.say(Status(.refused, session.text("rebates.no.costs")))]
    }
    asked = isDerogation ? .newDerogation : .newRebate
    let customer = customer
    return [
      .read("begin") { reader in
        try RebateBeginning(customer, isDerogation: isDerogation, session, reader)
      }
    ]
  }

  /// `e`: the row under the cursor.
  mutating func askEdit(_ session: Session) -> [Effect] {
    if let row = rebate(session) {
      asked = .rebate(row)
      return [.ask(RebateForms.rebate(RebateTexts(row, session.format), session))]
    }
    guard let row = derogation(session) else { return [] }
    asked = .derogation(row)
    return [.ask(RebateForms.derogation(DerogationTexts(row, session.format), session))]
  }

  /// `x`: the last day of the row under the cursor.
  mutating func askEnd(_ session: Session) -> [Effect] {
    if let row = rebate(session) {
      asked = .endRebate(row.terms.agreement)
    } else if let row = derogation(session) {
      asked = .endDerogation(row.derogation)
    } else {
      return []
    }
    return [.ask(RebateForms.end(session))]
  }
}
