import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// The figures of the company. They are computed on the indicators' lane, on its own connection, when
// the screen appears and whenever the company changes; nothing here ticks.
//
//   load ──► work "dashboard" ──► ComputedDashboard ──┬─► draw
//        └─► work "families" (the one that reads lines)┘
//
// Every number is a link: the cursor walks over `links`, Enter lists the records behind one, W says
// how it comes about.

/// Figures with the moment they stand for.
struct ComputedDashboard: Sendable {
  /// The figures.
  let dashboard: Dashboard
  /// What they can be narrowed to.
  let choices: IndicatorChoices
  /// When, on the company's wall clock.
  let at: Instant
  /// How long it took.
  let milliseconds: Int64
}

/// Families of a scope: asked for apart, because they read lines.
struct ComputedFamilies: Sendable {
  /// Largest first.
  let families: [FamilyMargin]
}

/// The periods that ← and → go through.
enum PeriodChoice: String, CaseIterable, Sendable {
  case week, month, quarter, year, everything

  /// The days it stands for.
  func period(_ today: Day) -> Period {
    switch self {
    case .week: Period(from: today + (1 - today.weekday), to: today)
    case .month: Period(from: today.startOfMonth, to: today)
    case .quarter: Period(from: today - 89, to: today)
    case .year: Period(from: today.startOfMonth.adding(months: 1 - today.month), to: today)
    case .everything: .everything
    }
  }
}

/// Something of the screen that leads to its records.
struct IndicatorLink: Sendable, Hashable {
  /// Where it is drawn.
  enum Block: Int, Sendable, CaseIterable {
    case tiles, months, people, matters, funnel
  }

  let block: Block
  /// What explains it.
  let figure: Figure
  /// What Enter lists.
  let rows: RowsBehind?
  /// What the list is called.
  let title: String
}

/// The screen of the indicators.
struct IndicatorsScreen: ScreenBehaviour {
  static var kind: ScreenKind { .indicators }

  var choice = PeriodChoice.quarter
  var people = People.everyone
  var pipelineID: ID<Pipeline>?
  var computed: ComputedDashboard?
  var families: [FamilyMargin]?
  var failure: String?
  var familiesFailure: String?
  var isComputing = false
  var cursor = 0

  func title(_ session: Session) -> String { session.text("tab.indicators") }

  func scope(_ session: Session) -> IndicatorScope {
    IndicatorScope(
      period: choice.period(session.today), people: people, pipelineID: pipelineID)
  }

  mutating func load(_ session: Session) -> [Effect] {
    isComputing = true
    let scope = scope(session)
    let today = session.today
    let dashboard = Work.desk("dashboard", lane: .indicators) { desk in
      let begun = desk.clock.now().instant
      let (dashboard, choices) = try desk.read { reader in
        (try reader.dashboard(scope, today: today), try reader.indicatorChoices())
      }
      let ended = desk.clock.now().instant
      return ComputedDashboard(
        dashboard: dashboard, choices: choices, at: desk.clock.wallClock(ended),
        milliseconds: ended.milliseconds - begun.milliseconds)
    }
    let families = Work.read("families", lane: .indicators) { reader in
      ComputedFamilies(families: try reader.familyMargins(scope))
    }
    return [.work(dashboard), .work(families)]
  }

  mutating func receive(_ result: any Sendable, _ session: Session) -> [Effect] {
    switch result {
    case let computed as ComputedDashboard:
      self.computed = computed
      failure = nil
      isComputing = false
      cursor = min(cursor, max(0, links(session).count - 1))
    case let computed as ComputedFamilies:
      families = computed.families
      familiesFailure = nil
    default: break
    }
    return []
  }

  /// A figure that could not be computed is never shown as it was.
  mutating func fail(_ slot: String, _ failure: Failure, _ session: Session) -> [Effect] {
    switch slot {
    case "dashboard":
      computed = nil
      isComputing = false
      self.failure = failure.sentence
    case "families":
      families = nil
      familiesFailure = failure.sentence
    default: break
    }
    return []
  }

  mutating func handle(_ event: InputEvent, _ session: Session) -> [Effect] { [] }

  mutating func answer(_ answer: ModalAnswer, _ session: Session) -> [Effect] {
    switch answer {
    case .choice("indicators.filter", let key):
      narrow(to: key)
      return load(session)
    case .choice("indicators.export", let format):
      return export(format, session)
    default: return []
    }
  }

  private mutating func narrow(to key: String) {
    let parts = key.split(separator: ":", maxSplits: 1).map(String.init)
    switch (parts.first, parts.dropFirst().first) {
    case ("person", let id?): people = ID(id).map { .salesperson($0) } ?? .everyone
    case ("team", let id?): people = ID(id).map { .team($0) } ?? .everyone
    case ("pipeline", let id?): pipelineID = ID(id)
    default:
      people = .everyone
      pipelineID = nil
    }
  }

  mutating func move(by steps: Int, _ session: Session) {
    cursor = min(max(0, cursor + steps), max(0, links(session).count - 1))
  }

  /// The first link of the next block, or of the first one.
  mutating func nextBlock(_ session: Session) {
    let links = links(session)
    guard links.indices.contains(cursor) else { return }
    let here = links[cursor].block
    cursor = links.indices.first { $0 > cursor && links[$0].block != here } ?? 0
  }

  mutating func changePeriod(by steps: Int, _ session: Session) -> [Effect] {
    let all = PeriodChoice.allCases
    guard let place = all.firstIndex(of: choice), all.indices.contains(place + steps) else {
      return []
    }
    choice = all[place + steps]
    return load(session)
  }

  /// The link under the cursor.
  func current(_ session: Session) -> IndicatorLink? {
    let links = links(session)
    return links.indices.contains(cursor) ? links[cursor] : nil
  }
}
