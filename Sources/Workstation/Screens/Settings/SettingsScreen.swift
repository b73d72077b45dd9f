import Exchange
import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// The choices that the company makes once: what each decides, its value, its usual value. Everyone
/// may look; a manager changes them.
struct SettingsScreen: GoodsDocument, Asking {
  static let kind = ScreenKind.settings

  /// What a modal is about.
  enum Question: Sendable {
    case nothing
    /// A setting, and its value when it was asked for.
    case value(SettingEntry, read: String)
    /// The payment term whose form is open.
    case term(ID<PaymentTerm>)
  }

  var sheet = GoodsSheet()
  private(set) var settings: CompanySettings?
  /// What a modal is about.
  var asked = Question.nothing
  /// The cost that was chosen, while what it changes is shown.
  private var costMethod: CostMethod?
  var act = ActPhase.none
  var hasFailed = false
  var isRead: Bool { settings != nil }

  func title(_ session: Session) -> String { session.text("settings.title") }

  mutating func load(_ session: Session) -> [Effect] {
    [.read("settings") { try $0.settings() }]
  }

  mutating func receive(_ result: any Sendable, _ session: Session) -> [Effect] {
    switch result {
    case let settings as CompanySettings:
      self.settings = settings
      wasRead()
      return []
    case let company as Company:
      return [.ask(CompanyForm.form(company, session))]
    case let terms as TermsRead:
      return [.ask(TermForms.list(terms.all, session))]
    case let preview as CostMethodPreview:
      return [.ask(CostMethodPanel.confirm(preview, session))]
    case let term as TermToEdit:
      asked = .term(term.term.id)
      return [.ask(TermForms.form(term.term, session))]
    case is Done:
      act = .done
      return load(session)
    default:
      return []
    }
  }

  /// The setting under the cursor.
  func entry(_ session: Session) -> SettingEntry? {
    guard let table = table(session), let place = sheet.selected(in: table) else { return nil }
    return CompanySettings.entries[place]
  }

  /// Asks for the value: among its words, or typed.
  mutating func askValue(_ session: Session) -> [Effect] {
    guard let entry = entry(session), let settings else { return [] }
    if entry.name == CompanySettings.costMethodName {
      return CostMethodPanel.ask(settings, session)
    }
    asked = .value(entry, read: entry.read(settings))
    let words = SettingWords(entry, session)
    if let machine = words.choices {
      let choices = machine.map { value in
        Choice(
          key: value, label: words.value(value),
          detail: value == entry.usualValue ? session.text("settings.usual") : "")
      }
      return [.ask(.choose(id: "setting", title: words.help, choices))]
    }
    let wrong = words.wanted
    let field = FormField(
      "value", label: session.text("settings.value"), text: words.typed(entry.read(settings)),
      hint: wrong, problem: { words.machine($0) == nil ? wrong : nil })
    return [.ask(.form(id: "setting", title: words.help, [field]))]
  }

  mutating func answer(_ answer: ModalAnswer, _ session: Session) -> [Effect] {
    if case .form(CompanyForm.id, let values) = answer { return perform(CompanyForm.act(values)) }
    if case .text("logo", let path) = answer {
      return perform(.act { _ in try SettingsCommands.logo(path) })
    }
    if let effects = CostMethodPanel.answer(answer, &costMethod) {
      return effects.isEmpty ? [] : costMethod == nil ? effects.flatMap { perform($0) } : effects
    }
    switch answer {
    case .choice(TermForms.listID, let key):
      guard let id = ID<PaymentTerm>(key) else { return [] }
      return [.read("term") { TermToEdit(term: try $0.get(id)) }]
    case .form(TermForms.formID, let values):
      let term: ID<PaymentTerm>? = if case .term(let id) = asked { id } else { nil }
      asked = .nothing
      return TermForms.act(values, term).map { perform($0) } ?? []
    case .form(TermForms.vatID, let values):
      return TermForms.vat(values, session).map { perform($0) } ?? []
    default: break
    }
    defer { asked = .nothing }
    guard case .value(let entry, let read) = asked else { return [] }
    switch answer {
    case .choice(_, let value):
      return perform(.act(SetSetting(entry.name, to: value, read: .set(read))))
    case .form(_, let values):
      guard let value = SettingWords(entry, session).machine(values["value"] ?? "") else {
        return []
      }
      return perform(.act(SetSetting(entry.name, to: value, read: .set(read))))
    default:
      return []
    }
  }

  func head(_ session: Session) -> [[Span]] { [[Span(session.text("settings.head"), .muted)]] }

  func tables(_ session: Session) -> [GoodsTable] {
    let columns = [
      session.column("setting", .flexible(minimum: 44, weight: 3)),
      session.column("value", .flexible(minimum: 12, weight: 2)),
      session.column("usual", .flexible(minimum: 10, weight: 2), drop: 1),
      session.column("settingName", .fixed(28), drop: 2),
    ]
    let entries = CompanySettings.entries
    return [
      GoodsTable(
        title(session), columns, empty: session.text("status.waiting"),
        count: settings == nil ? 0 : entries.count
      ) { place in row(entries[place], session) }
    ]
  }

  private func row(_ entry: SettingEntry, _ session: Session) -> GoodsRow {
    let words = SettingWords(entry, session)
    let value = settings.map { entry.read($0) } ?? ""
    return GoodsRow(
      entry.name,
      [
        Span(words.help), Span(words.value(value), value == entry.usualValue ? .value : .accent),
        Span(words.value(entry.usualValue), .muted), Span(entry.name, .muted),
      ])
  }
}

/// A setting in words, and words as its value.
struct SettingWords: Sendable {
  let entry: SettingEntry
  let session: Session

  init(_ entry: SettingEntry, _ session: Session) {
    self.entry = entry
    self.session = session
  }

  /// What it decides.
  var help: String { session.text("setting.\(entry.name)") }

  /// The values it may take, in machine form, where they are few and known.
  var choices: [String]? {
    switch entry.kind {
    case .flag: [String(true), String(false)]
    case .choice(let words): words
    case .count, .percent, .amount, .code, .color, .words: nil
    }
  }

  /// What may be typed.
  var wanted: String {
    switch entry.kind {
    case .count(let range):
      session.text(
        "settings.wanted.count", Fact("from", .count(range.lowerBound)),
        Fact("to", .count(range.upperBound)))
    case .percent: session.text("settings.wanted.percent")
    case .color: session.text("settings.wanted.color")
    case .words: session.text("settings.wanted.words")
    case .amount: session.text("settings.wanted.amount")
    case .flag, .choice, .code: session.text("settings.wanted.code")
    }
  }

  /// A value as it is shown.
  func value(_ machine: String) -> String {
    switch entry.kind {
    case .flag: YesNo.word(machine == String(true), session)
    case .choice: session.text("settings.word.\(machine)")
    case .percent: typed(machine) + " %"
    case .amount: typed(machine) + " " + session.company.currency.code
    case .words where machine.isEmpty: "—"
    case .count, .code, .color, .words: machine
    }
  }

  /// A value as it is typed.
  func typed(_ machine: String) -> String {
    if entry.kind == .amount, let amount = try? UnitPrice(machine: machine) {
      return session.format.price(amount)
    }
    guard entry.kind == .percent, let ratio = try? Ratio(percentMachine: machine) else {
      return machine
    }
    let words = session.format.percent(ratio)
    return String(words.prefix { $0.isNumber || $0 == "," || $0 == "." })
  }

  /// What was typed in machine form; nil where the setting does not take it.
  func machine(_ typed: String) -> String? {
    var text = typed.trimmed
    if entry.kind == .percent {
      guard let number = try? NumberEntry.parse(text, decimals: 2) else { return nil }
      text = Ratio(basisPoints: number.scaled).percentText
    }
    if entry.kind == .amount {
      guard let number = try? NumberEntry.parse(text, decimals: 4) else { return nil }
      text = MachineDecimal.shortText(number.scaled, decimals: 4)
    }
    var settings = CompanySettings()
    guard !text.isEmpty || entry.kind == .words, entry.write(&settings, text) else { return nil }
    return text
  }
}

/// The commands of the settings.
enum SettingsCommands {
  static var all: [Command] {
    [
      .on(
        SettingsScreen.self, "settings.edit", keys: [.enter, .char("e"), .f(2)],
        act: SetSetting.entry.id, footer: 10,
        availability: { screen, session in
          guard SetSetting.entry.allows(session.actor.roles) else {
            return .no(session.text("settings.no.manager"))
          }
          return screen.entry(session) == nil ? .no(session.text("goods.no.row")) : .yes
        }
      ) { screen, session in screen.askValue(session) },
      .on(
        SettingsScreen.self, "settings.logo", keys: [.char("L")], act: SetLogo.entry.id,
        footer: 11,
        availability: { _, session in
          SetLogo.entry.allows(session.actor.roles)
            ? .yes : .no(session.text("settings.no.manager"))
        }
      ) { _, session in
        [
          .ask(
            .prompt(
              id: "logo", title: session.text("settings.logo.title"),
              hint: session.text("settings.logo.hint")))
        ]
      },
      .on(
        SettingsScreen.self, "settings.company", keys: [.char("S")], act: EditCompany.entry.id,
        footer: 12, availability: manager
      ) { _, _ in [.read("company") { try $0.company() }] },
      .on(
        SettingsScreen.self, "settings.costMethod", keys: [.char("c")],
        act: ChangeCostMethod.entry.id, availability: manager
      ) { screen, session in
        screen.settings.map { CostMethodPanel.ask($0, session) } ?? []
      },
      .on(
        SettingsScreen.self, "settings.termNew", keys: [.char("n")],
        act: CreatePaymentTerm.entry.id, availability: manager
      ) { _, session in [.ask(TermForms.form(nil, session))] },
      .on(
        SettingsScreen.self, "settings.terms", keys: [.char("t")], act: EditPaymentTerm.entry.id,
        availability: manager
      ) { _, _ in [.read("terms") { TermsRead(all: try $0.paymentTerms()) }] },
      .on(
        SettingsScreen.self, "settings.vat", keys: [.char("v")], act: SetVatRate.entry.id,
        availability: manager
      ) { _, session in [.ask(TermForms.vatForm(session))] },
    ]
  }

  @Sendable private static func manager(
    _ screen: SettingsScreen, _ session: Session
  ) -> Availability {
    SetSetting.entry.allows(session.actor.roles) ? .yes : .no(session.text("settings.no.manager"))
  }

  /// The picture at that path as the logo; without a path, no logo any more.
  static func logo(_ typed: String) throws -> SetLogo {
    let path = typed.trimmed
    guard !path.isEmpty else { return SetLogo(nil) }
    return try SetLogo(path: path)
  }
}
