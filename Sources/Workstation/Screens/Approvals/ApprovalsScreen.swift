import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// The inbox of approvals: what waits for a decision, what was decided and by whom, who decides in
/// whose place.
///
/// ```
///   Vous décidez aussi pour Paule Vasseur
///   ▐À décider 2▌ Décidés 14  Délégations 1
///     Devis      Client                 Demandé par   HT         Marque   Manque     Motif
///   ▌ D-0421/2   Constructions Æther    Durand        7 219,80   18,9 %   95,20 €    fidélité
/// ```
struct ApprovalsScreen: GoodsDocument, Asking {
  static let kind = ScreenKind.approvals

  /// A decision that is being noted.
  struct Deciding: Sendable {
    let quote: ID<Quote>
    let decision: ApprovalDecision
  }

  /// Places of the tables.
  enum Place { static let waiting = 0, decided = 1, delegations = 2 }

  var sheet = GoodsSheet()
  private(set) var inbox: ApprovalInbox?
  /// The quote whose decision is being noted.
  var asked: Deciding?
  var act = ActPhase.none
  var hasFailed = false
  var isRead: Bool { inbox != nil }

  func title(_ session: Session) -> String { session.text("approvals.title") }

  mutating func load(_ session: Session) -> [Effect] {
    let (actor, today) = (session.actor, session.today)
    return [
      .read("approvals") {
        try $0.approvalInbox(for: actor.id, approves: actor.holds(.manager), today: today)
      }
    ]
  }

  mutating func receive(_ result: any Sendable, _ session: Session) -> [Effect] {
    switch result {
    case let inbox as ApprovalInbox:
      self.inbox = inbox
      wasRead()
      return []
    case let asked as ApprovalToDecide:
      act = .none
      return DecisionPanel.ask(asked, session)
    case is Done:
      act = .done
      return load(session)
    default: return []
    }
  }

  /// What waits under the cursor.
  func waiting(_ session: Session) -> WaitingApproval? {
    guard sheet.current == Place.waiting else { return nil }
    return place(session).flatMap { inbox?.waiting[$0] }
  }

  /// The delegation under the cursor.
  func delegation(_ session: Session) -> DelegationRow? {
    guard sheet.current == Place.delegations else { return nil }
    return place(session).flatMap { inbox?.delegations[$0] }
  }

  private func place(_ session: Session) -> Int? {
    table(session).flatMap { sheet.selected(in: $0) }
  }

  func open(_ session: Session) -> [Effect] {
    guard let inbox, let place = place(session) else { return [] }
    switch sheet.current {
    case Place.waiting:
      return [.open(Screens.quoteEntry(quote: inbox.waiting[place].quote.quote.id))]
    case Place.decided:
      return [.open(Screens.quoteEntry(quote: inbox.decided[place].quote.quote.id))]
    default: return []
    }
  }

  mutating func answer(_ answer: ModalAnswer, _ session: Session) -> [Effect] {
    switch answer {
    case .choice("decide", let key):
      guard let decision = ApprovalDecision(rawValue: key), let waiting = waiting(session) else {
        return []
      }
      asked = Deciding(quote: waiting.quote.quote.id, decision: decision)
      return DecisionPanel.askNote(session)
    case .text("decideNote", let note):
      guard let asked else { return [] }
      self.asked = nil
      return perform(.act(DecideApproval(asked.quote, asked.decision, note: note)))
    case .form("delegation", let values):
      return perform(Self.delegation(values, session))
    default: return []
    }
  }

  func head(_ session: Session) -> [[Span]] {
    guard let inbox else { return [[Span(session.text("status.waiting"), .muted)]] }
    guard !inbox.standsInFor.isEmpty else {
      return [[Span(session.text("approvals.head"), .muted)]]
    }
    let names = inbox.standsInFor.map(\.name).joined(separator: ", ")
    return [[Span(session.text("approvals.standsIn", Fact("names", .text(names))), .info)]]
  }
}

// The form of a delegation.

extension ApprovalsScreen {
  /// Who decides, from when to when.
  static func form(_ session: Session) -> Modal {
    let wrong = session.text("approvals.problem.day")
    let missing = session.text("approvals.problem.person")
    let today = session.today
    func day(_ key: String, _ text: String) -> FormField {
      FormField(
        key, label: session.text("approvals.field.\(key)"), text: text,
        hint: session.text("approvals.hint.\(key)"),
        problem: { GoodsForms.day($0, today) == nil ? wrong : nil })
    }
    return .form(
      id: "delegation", title: session.text("approvals.delegate.title"),
      [
        FormField(
          "person", label: session.text("approvals.field.person"),
          hint: session.text("approvals.hint.person"), problem: { $0.isEmpty ? missing : nil }
        ).lookingUp { reader, letters in
          let words = Folding.fold(letters)
          return try reader.userRows().filter {
            $0.person.active && Folding.fold($0.person.code + " " + $0.person.name).contains(words)
          }.prefix(8).map {
            Choice(key: "#" + $0.person.code, label: $0.person.name, detail: $0.person.code)
          }
        },
        day("from", session.format.day(today)), day("until", ""),
      ])
  }

  private static func delegation(_ values: FormValues, _ session: Session) -> Effect {
    let today = session.today
    return .act { reader in
      let text = (values["person"] ?? "").trimmed
      let code = text.hasPrefix("#") ? String(text.dropFirst()) : text
      let person = try reader.salesperson(coded: code)
      let from = GoodsForms.day(values["from"] ?? "", today) ?? today
      return DelegateApprovals(
        to: person.id, from: from, until: GoodsForms.day(values["until"] ?? "", today) ?? from)
    }
  }
}

/// The commands of the inbox.
enum ApprovalsCommands {
  private static func managers(_ entry: ActEntry, _ session: Session) -> Availability {
    entry.allows(session.actor.roles) ? .yes : .no(session.text("entry.no.manager"))
  }

  static var all: [Command] {
    [
      GoodsCommands.open(ApprovalsScreen.self, "approvals"),
      .on(
        ApprovalsScreen.self, "approvals.decide", keys: [.char("V")],
        act: DecideApproval.entry.id, footer: 10,
        availability: { screen, session in
          screen.waiting(session) == nil ? .no(session.text("approvals.no.row")) : .yes
        }
      ) { screen, session in
        guard let waiting = screen.waiting(session) else { return [] }
        return screen.perform(DecisionPanel.read(waiting.quote.quote.id, session))
      }.offered(\.decides),
      .on(
        ApprovalsScreen.self, "approvals.delegate", keys: [.char("D")],
        act: DelegateApprovals.entry.id, footer: 20,
        availability: { _, session in managers(DelegateApprovals.entry, session) }
      ) { _, session in [.ask(ApprovalsScreen.form(session))] },
      .on(
        ApprovalsScreen.self, "approvals.end", keys: [.char("x")], act: EndDelegation.entry.id,
        footer: 30,
        availability: { screen, session in
          screen.delegation(session) == nil
            ? .no(session.text("approvals.no.delegation"))
            : managers(EndDelegation.entry, session)
        }
      ) { screen, session in
        guard let row = screen.delegation(session) else { return [] }
        return screen.perform(.act(EndDelegation(row.delegation.id)))
      },
    ]
  }
}
