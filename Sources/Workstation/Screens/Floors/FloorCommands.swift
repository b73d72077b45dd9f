import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// The commands of the screen of floors, and the keys that lead to it.
enum FloorCommands {
  static var all: [Command] {
    [
      .on(
        FloorsScreen.self, "floors.edit", keys: [.char("e"), .f(2), .enter], act: SetFloor.entry.id,
        footer: 10,
        availability: { screen, session in
          guard screen.row(session)?.family != nil, screen.subject == .line else {
            return .no(session.text("floors.no.family"))
          }
          return manages(screen, session)
        }
      ) { screen, session in
        guard let row = screen.row(session) else { return [] }
        screen.asked = .floor
        return [.ask(FloorForms.floor(row, session))]
      },
      .on(
        FloorsScreen.self, "floors.new", keys: [.char("n")], act: SetFloor.entry.id, footer: 20,
        availability: manages
      ) { screen, session in
        screen.asked = .floor
        return [.ask(FloorForms.floor(nil, session))]
      },
      .on(
        FloorsScreen.self, "floors.rule", keys: [.char("r")], act: SetFloorRule.entry.id,
        footer: 30, availability: manages
      ) { screen, session in
        screen.asked = .rule(screen.subject)
        return [.ask(FloorForms.rule(screen.subject, screen.row(session), session))]
      },
      .on(
        FloorsScreen.self, "floors.remove", keys: [.char("x")], act: SetFloor.entry.id, footer: 40,
        availability: { screen, session in
          guard screen.subject == .line, screen.row(session)?.floor != nil else {
            return .no(session.text("floors.no.own"))
          }
          return manages(screen, session)
        }
      ) { screen, session in
        guard let row = screen.row(session), let family = row.family else { return [] }
        return screen.perform(
          .act(SetFloor(family.id, customerClass: row.customerClass, to: nil)))
      },
      .on(PricesScreen.self, "prices.floors", keys: [.char("F")]) { _, _ in
        [.open(ScreenState(FloorsScreen()))]
      },
      Command("floors", keys: []) { model in
        model.current.kind == .floors ? [] : [.open(ScreenState(FloorsScreen()))]
      },
    ]
  }

  /// A manager, who sees the rates.
  @Sendable private static func manages(
    _ screen: FloorsScreen, _ session: Session
  ) -> Availability {
    guard screen.read != nil else { return .no(session.text("status.waiting")) }
    return SetFloor.entry.allows(session.actor.roles)
      ? .yes : .no(session.text("floors.no.manager"))
  }
}

/// The forms about floors.
enum FloorForms {
  private static func field(
    _ key: String, _ text: String, _ session: Session, isWanted: Bool = false,
    _ isRight: @escaping @Sendable (String) -> Bool = { _ in true }
  ) -> FormField {
    let wrong = session.text("floors.problem.\(key)")
    return FormField(
      key, label: session.text("floors.field.\(key)"), text: text,
      hint: session.text("floors.hint.\(key)"),
      problem: { typed in
        if typed.trimmed.isEmpty { return isWanted ? wrong : nil }
        return isRight(typed) ? nil : wrong
      })
  }

  private static func family(_ row: FloorRow?, _ session: Session, isWanted: Bool) -> FormField {
    field("family", row?.family?.code ?? "", session, isWanted: isWanted)
      .lookingUp { reader, letters in
        let words = Folding.fold(letters)
        return try reader.all(Family.self, "ORDER BY code").filter {
          Folding.fold($0.code + " " + $0.name).contains(words)
        }.prefix(8).map { Choice(key: $0.code, label: $0.name, detail: $0.code) }
      }
  }

  /// A rate; empty takes it away, and that of the parent holds again.
  static func floor(_ row: FloorRow?, _ session: Session) -> Modal {
    let rate = row?.floor.map { session.format.shortPercent($0.floor) } ?? ""
    return .form(
      id: "floors.floor", title: session.text("floors.floor.title"),
      [
        family(row, session, isWanted: true),
        field("class", row?.customerClass ?? "", session),
        field("rate", rate, session) { self.rate($0) != nil },
      ])
  }

  /// What happens; empty takes the rule away.
  static func rule(_ subject: FloorSubject, _ row: FloorRow?, _ session: Session) -> Modal {
    let own = row?.rules.first { $0.subject == subject }
    let scope = subject == .line ? [family(row, session, isWanted: false)] : []
    let role = own?.role.map { session.text("floors.role.\($0.rawValue)") } ?? ""
    let action = own.map { session.text("word.floorAction.\($0.action.rawValue)") } ?? ""
    return .form(
      id: "floors.rule", title: session.text("floors.rule.title.\(subject.rawValue)"),
      scope + [
        field("class", row?.customerClass ?? "", session),
        field("role", role, session) { self.role($0, session) != nil },
        field("action", action, session) { self.action($0, session) != nil },
      ])
  }

  private static func rate(_ text: String) -> Ratio? {
    PriceForms.percent(text).flatMap { (0..<10_000).contains($0.basisPoints) ? $0 : nil }
  }

  /// The word of a role, or its beginning.
  private static func role(_ text: String, _ session: Session) -> Sales.Role? {
    let typed = Folding.fold(text.trimmed)
    guard !typed.isEmpty else { return nil }
    return FloorActions.roles.first {
      Folding.fold(session.text("floors.role.\($0.rawValue)")).hasPrefix(typed)
    }
  }

  private static func action(_ text: String, _ session: Session) -> FloorAction? {
    let typed = Folding.fold(text.trimmed)
    guard !typed.isEmpty else { return nil }
    return FloorAction.allCases.first {
      Folding.fold(session.text("word.floorAction.\($0.rawValue)")).hasPrefix(typed)
    }
  }

  /// The act that a form asks for.
  static func setFloor(_ values: FormValues) -> Effect {
    .act { reader in
      let family = try reader.family(coded: (values["family"] ?? "").trimmed)
      return SetFloor(
        family.id, customerClass: (values["class"] ?? "").trimmed, to: rate(values["rate"] ?? ""))
    }
  }

  /// The act that a form asks for.
  static func setRule(
    _ subject: FloorSubject, _ values: FormValues, _ session: Session
  ) -> Effect {
    .act { reader in
      let code = (values["family"] ?? "").trimmed
      return SetFloorRule(
        subject, family: code.isEmpty ? nil : try reader.family(coded: code).id,
        customerClass: (values["class"] ?? "").trimmed,
        role: role(values["role"] ?? "", session), to: action(values["action"] ?? "", session))
    }
  }
}
