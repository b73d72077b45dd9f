import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// An act that met another desk's change, with the way to do it again once that is settled.
public struct Conflicted: Error, Sendable {
  /// What both desks changed.
  public let conflict: Conflict
  /// The act again, with what was decided.
  let retry: @Sendable (Settlement) -> Effect

  /// The act for an error; nil where the error is none of this kind.
  init?<Kind: Act>(_ error: any Error, during act: Kind) {
    guard let conflict = error as? Conflict, let merging = act as? any MergingAct else {
      return nil
    }
    self.conflict = conflict
    retry = Self.again(merging)
  }

  private static func again<Kind: MergingAct>(
    _ act: Kind
  ) -> @Sendable (Settlement) -> Effect {
    { settlement in
      var act = act
      act.settlement.add(settlement)
      return .act(act)
    }
  }
}

/// Shows what two desks made of the same fields, and asks whose value stands, field by field.
///
/// ```
///   ┏━ C-0417 : modifié aussi par P. Durand (10:42) ━━━━━━━━━┓
///   ┃               Vous               P. Durand              ┃
///   ┃▌Téléphone     04 72 00 00 01     04 72 00 00 02   ?     ┃
///   ┃ Note          ▸livre le matin    passer par quai B      ┃
///   ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
/// ```
/// Neither side is chosen beforehand: whoever presses Enter without looking loses nothing.
struct Settle: ModalContent {
  let conflicted: Conflicted
  var sides: [ConflictSide?]
  var cursor = 0

  init(_ conflicted: Conflicted) {
    self.conflicted = conflicted
    sides = Array(repeating: nil, count: conflicted.conflict.fields.count)
  }

  private var fields: [FieldConflict] { conflicted.conflict.fields }

  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep {
    guard case .key(let key) = event else { return .stay([]) }
    switch key {
    case .escape: return .close([.say(Status(.notice, model.session.text("conflict.given.up")))])
    case .up, .backTab: cursor = max(0, cursor - 1)
    case .down, .tab: cursor = min(fields.count - 1, cursor + 1)
    case .left: choose(.mine)
    case .right: choose(.theirs)
    case .enter, .f(8), .ctrl("s"): return accept()
    default: break
    }
    return .stay([])
  }

  private mutating func choose(_ side: ConflictSide) {
    sides[cursor] = side
  }

  /// Does the act again; goes to the first field that is not decided.
  private mutating func accept() -> ModalStep {
    if let open = sides.firstIndex(of: nil) {
      cursor = open
      return .stay([])
    }
    var settlement = Settlement()
    for (field, side) in zip(fields, sides) {
      if let side { settlement.decide(field, side) }
    }
    return .close([conflicted.retry(settlement)])
  }

  func hints(_ session: Session) -> [FooterHint] {
    [
      hint(.left, "conflict.mine", session), hint(.right, "conflict.theirs", session),
      hint(.enter, sides.contains(nil) ? "conflict.next" : "modal.accept", session),
      hint(.escape, "modal.cancel", session),
    ]
  }

  func draw(on canvas: Canvas, _ model: Model) -> Point? {
    let session = model.session
    let conflict = conflicted.conflict
    let width = min(canvas.width - 4, 92)
    let room = max(1, canvas.height - 9)
    let inside = ModalFrame.draw(
      session.text("conflict.title", Fact("record", .text(record(conflict, session)))),
      Size(width, min(fields.count, room) + 6), on: canvas)
    let labels = min(22, (fields.map { name($0, session).columns }.max() ?? 0) + 2)
    let column = max(4, (inside.width - labels - 2) / 2)
    inside.put(words(conflict, session), in: Rect(1, 0, inside.width - 2, 1), .muted)
    let who = conflict.actorName.isEmpty ? session.text("conflict.other") : conflict.actorName
    inside.put(session.text("conflict.you"), in: Rect(labels + 1, 2, column - 1, 1), .title)
    inside.put(who, in: Rect(labels + 1 + column, 2, column - 1, 1), .title)
    let first = max(0, min(cursor - room + 1, fields.count - room))
    for (row, index) in (first..<min(fields.count, first + room)).enumerated() {
      let y = row + 3
      if index == cursor { inside.put("▌", 0, y, .focus) }
      inside.put(
        name(fields[index], session), in: Rect(1, y, labels - 1, 1),
        index == cursor ? .label.bold : .label)
      for (side, x) in [(ConflictSide.mine, labels), (.theirs, labels + column)] {
        let isTaken = sides[index] == side
        let text = value(side == .mine ? fields[index].mine : fields[index].theirs, session)
        inside.put(
          (isTaken ? "▸" : " ") + text, in: Rect(x, y, column - 1, 1),
          isTaken ? .focus.bold : .normal)
      }
      if sides[index] == nil { inside.put("?", inside.width - 1, y, .warning.bold) }
    }
    return nil
  }

  private func words(_ conflict: Conflict, _ session: Session) -> String {
    guard let at = conflict.changedAt, !conflict.actorName.isEmpty else {
      return session.text("conflict.said")
    }
    return session.text(
      "conflict.saidWhen", Fact("actor", .text(conflict.actorName)),
      Fact("time", .text(session.format.time(at))))
  }

  /// A setting is known by what it decides, everything else by its number, code or name.
  private func record(_ conflict: Conflict, _ session: Session) -> String {
    setting(session)?.help ?? conflict.record
  }

  private func setting(_ session: Session) -> SettingWords? {
    guard conflicted.conflict.kind == Setting.table.name else { return nil }
    return CompanySettings.entry(conflicted.conflict.record).map { SettingWords($0, session) }
  }

  private func name(_ field: FieldConflict, _ session: Session) -> String {
    session.text("conflict.field.\(field.field)") + (field.part.map { " " + $0 } ?? "")
  }

  private func value(_ value: FactValue?, _ session: Session) -> String {
    if let setting = setting(session), case .text(let machine) = value {
      return setting.value(machine)
    }
    return value.map { session.format.text($0) } ?? "—"
  }
}
