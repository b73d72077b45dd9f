import Sales
import SalesDesk
import Terminal
import Values

// Before there is a company there is nothing a screen could read. The first start is a form of its
// own, and a value: it says what is wished, and the executable does it on a queue.
//
//     no company ──► form ──F8──► founded ──┐
//                     ├────F2──► demo built ─┴──► the workstation, in the same terminal
//                     ├────F3──► what to type to bring files in
//                     └───Esc──► the shell; nothing was written

/// What a person wants to begin with.
public enum FirstStartWish: Sendable {
  /// A company of their own.
  case found(CompanyIdentity)
  /// The made-up company.
  case demo
}

/// A question of the first start.
enum FirstStartField: String, CaseIterable, Sendable {
  case name, siren, vatNumber, address, town, currency, warehouse, person, code, role

  /// The first of each group: a blank row stands before it where there is room.
  var opensGroup: Bool { self == .warehouse || self == .person }
}

/// The form of the first start: what is typed, where the cursor is, what is under way.
public struct FirstStart: Sendable {
  /// What a key leads to.
  public enum Step: Sendable {
    /// Nothing beside the frame.
    case stay
    /// Do this, on a queue.
    case begin(FirstStartWish)
    /// Leave; nothing was written.
    case quit
  }

  let format: Format
  /// Where the company will be kept.
  let path: String
  /// Login of the operating system: the first person is known by it.
  let login: String?
  var fields: [FirstStartField: TextField]
  var role = Sales.Role.administrator
  /// Index in the fields; one more is the button.
  var focus = 0
  /// Whether every problem is shown, also of fields not visited.
  var showsAll = false
  /// Whether the way to bring files in is shown instead of the form.
  var showsFiles = false
  /// What is being done, while it is.
  var progress: String?
  /// What could not be done.
  var trouble: String?

  /// A form that knows as much as the operating system tells.
  public init(format: Format, path: String, person: String, code: String, login: String?) {
    self.format = format
    self.path = path
    self.login = login
    fields = Dictionary(
      uniqueKeysWithValues: FirstStartField.allCases.map { ($0, TextField()) })
    fields[.currency] = TextField("EUR")
    fields[.person] = TextField(person)
    fields[.code] = TextField(code)
  }

  /// The field with the focus; nil on the button.
  var field: FirstStartField? {
    FirstStartField.allCases.indices.contains(focus) ? FirstStartField.allCases[focus] : nil
  }

  func text(_ field: FirstStartField) -> String {
    (fields[field]?.text ?? "").trimmed
  }

  /// What is wrong with a field, or nil.
  func problem(_ field: FirstStartField) -> String? {
    let text = text(field)
    let isWrong =
      switch field {
      case .name, .person: text.isEmpty
      case .siren: !text.isEmpty && Siren(text) == nil
      case .vatNumber: !text.isEmpty && VATNumber.checked(text) == nil
      case .currency: Currency(code: text.uppercased()) == nil
      case .code: text.isEmpty || text.count > 12 || text.contains { $0.isWhitespace }
      case .address, .town, .warehouse, .role: false
      }
    return isWrong ? format.texts["firstStart.problem.\(field.rawValue)"] : nil
  }

  /// The company as it stands in the form; nil while something is wrong.
  var identity: CompanyIdentity? {
    guard FirstStartField.allCases.allSatisfy({ problem($0) == nil }) else { return nil }
    var identity = CompanyIdentity(
      name: text(.name), administratorName: text(.person), login: login)
    identity.siren = Siren(text(.siren))?.digits ?? ""
    identity.vatNumber = VATNumber.checked(text(.vatNumber)) ?? ""
    identity.address = text(.address)
    (identity.postalCode, identity.town) = Self.place(text(.town))
    identity.warehouseName = text(.warehouse)
    identity.currency = Currency(code: text(.currency).uppercased()) ?? .eur
    identity.code = text(.code).uppercased()
    identity.role = role
    return identity
  }

  /// `69003 Lyon` is a postal code and a town; without a digit at its head all of it is the town.
  static func place(_ text: String) -> (postalCode: String, town: String) {
    let parts = text.split(separator: " ", maxSplits: 1)
    guard let first = parts.first, first.first?.isNumber == true else { return ("", text) }
    return (String(first), parts.count > 1 ? String(parts[1]).trimmed : "")
  }
}

extension FirstStart {
  /// Takes note of what the person did.
  public mutating func handle(_ event: InputEvent, _ size: Size) -> Step {
    guard progress == nil else { return .stay }
    trouble = nil
    switch event {
    case .key(let key): return handle(key)
    case .paste(let text):
      if let field, !showsFiles { fields[field]?.insert(text) }
    case .mouse(let mouse):
      if case .press = mouse.action, !showsFiles,
        let place = FirstStartLayout(self, size).place(at: mouse.point)
      {
        leaveField()
        focus = place
        if field == nil { return accept() }
      }
    case .resize: break
    }
    return .stay
  }

  private mutating func handle(_ key: Key) -> Step {
    switch key {
    case .escape:
      guard showsFiles else { return .quit }
      showsFiles = false
    case .f(2): return begin(.demo, "firstStart.progress.demo")
    case .f(3): showsFiles.toggle()
    case .f(8), .ctrl("s"): return showsFiles ? .stay : accept()
    case .ctrl("c"): trouble = format.texts["firstStart.quitHint"]
    default:
      if !showsFiles { return fill(key) }
    }
    return .stay
  }

  private mutating func fill(_ key: Key) -> Step {
    switch key {
    case .enter where field == nil: return accept()
    case .enter, .tab, .down: move(by: 1)
    case .backTab, .up: move(by: -1)
    case .left where field == .role: turnRole(by: -1)
    case .right where field == .role, .char(" ") where field == .role: turnRole(by: 1)
    default:
      if let field, field != .role { _ = fields[field]?.handle(key) }
    }
    return .stay
  }

  private mutating func move(by step: Int) {
    leaveField()
    let count = FirstStartField.allCases.count + 1
    focus = (focus + step + count) % count
  }

  /// A SIREN that is right gives the VAT number that most companies have; it can be changed or erased.
  private mutating func leaveField() {
    guard field == .siren, text(.vatNumber).isEmpty, let siren = Siren(text(.siren)) else { return }
    fields[.siren] = TextField(siren.description)
    fields[.vatNumber] = TextField(siren.vatNumber)
  }

  private mutating func turnRole(by step: Int) {
    let roles = Self.roles
    let place = roles.firstIndex(of: role) ?? 0
    role = roles[(place + step + roles.count) % roles.count]
  }

  /// Who begins is most often the administrator.
  static let roles: [Sales.Role] = [.administrator, .manager, .salesperson, .orderDesk]

  private mutating func accept() -> Step {
    leaveField()
    guard let identity else {
      showsAll = true
      focus = FirstStartField.allCases.firstIndex { problem($0) != nil } ?? 0
      return .stay
    }
    return begin(.found(identity), "firstStart.progress.found")
  }

  private mutating func begin(_ wish: FirstStartWish, _ key: String) -> Step {
    progress = format.texts[key]
    return .begin(wish)
  }

  /// How far the work is.
  mutating func tell(_ text: String) { progress = text }

  /// The work could not be done: the form is as it was.
  mutating func fail(_ sentence: String) {
    progress = nil
    trouble = sentence
  }
}

extension String {
  /// Without blanks around it.
  var trimmed: String {
    guard let end = lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(drop { $0.isWhitespace }.prefix(through: end))
  }
}
