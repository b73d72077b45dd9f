import SalesDesk
import Terminal

extension Model {
  /// The result of what the workstation itself asked for: undo, files, another user, the palette.
  mutating func receiveHere(_ result: any Sendable) -> [Effect] {
    switch result {
    case let undone as Undone:
      let facts = FactsJSON.decode(undone.act.head.summary)
      let done = session.format.text("act.\(undone.act.head.kind).done", facts)
      let key = undone.isRedo ? "status.redone" : "status.undone"
      say(Status(.done, session.text(key, Fact("act", .text(done)))))
      return [.reload]
    case let saved as Saved:
      say(Status(.done, session.text("status.saved", Fact("path", .text(saved.path)))))
      return []
    case let exported as Exported:
      return receive(exported)
    case let fresh as Session:
      session = fresh
      let name = Fact("name", .text(session.actor.name))
      say(Status(.notice, session.text("status.user", name)))
      return []
    default:
      guard !modals.isEmpty else { return [] }
      modals[modals.count - 1].receive(result, session)
      return []
    }
  }

  private mutating func receive(_ exported: Exported) -> [Effect] {
    switch exported.writing {
    case .taken(let path):
      return [.ask(Modal(ExportOverwrite(exported.file, at: path, session)))]
    case .written(let path):
      say(
        Status(
          .done, session.counted("export.done", exported.count, Fact("path", .text(path)))))
      return []
    }
  }
}
