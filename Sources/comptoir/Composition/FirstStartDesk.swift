import Dispatch
import Sales
import SalesDesk
import SalesStore
import Synchronization
import Terminal
import Values
import Workstation

// Where no company stands yet: what the first start's form wishes is done here, on a queue, and the
// workstation is opened on what that made.

/// A company opened for the workstation, with everything it needs of it.
struct SeatedDesk: Sendable {
  let open: OpenDesk
  let seat: Seat
  let session: Session
}

/// Carries out what the first start wishes.
final class FirstStartDesk: Sendable {
  /// The company once it is there.
  let made = Mutex<SeatedDesk?>(nil)
  private let wish: DeskWish
  private let mailbox: Mailbox<Message>
  private let queue = DispatchQueue(label: "comptoir.firstStart", qos: .userInitiated)

  /// A first start for that wish.
  init(_ wish: DeskWish, mailbox: Mailbox<Message>) {
    self.wish = wish
    self.mailbox = mailbox
  }

  /// Whether the workstation has to ask before it can open: nothing stands at the path, and something
  /// may be created there. Anything else is for the ordinary opening to say.
  static func isNeeded(for wish: DeskWish) -> Bool {
    let path = wish.path
    guard !wish.isOnServer, !CompanyOpening.holdsSomething(path) else { return false }
    return path == wish.surround.usualDatabase || CompanyOpening.isFree(path)
  }

  /// The form, with what the operating system tells.
  static func form(for wish: DeskWish) -> FirstStart {
    let code = wish.user ?? wish.surround.value("COMPTOIR_USER")
    let identity = NewCompany.identity()
    return FirstStart(
      format: Words.format, path: wish.path, person: identity.administratorName,
      code: code ?? CompanyIdentity.administratorCode, login: identity.login)
  }

  /// Does it; how far it is, and its end, come by the mailbox.
  func begin(_ asked: FirstStartWish) {
    queue.async { [self] in
      do {
        let seated = try wish.naming { try seat(asked) }
        made.withLock { $0 = seated }
        mailbox.post(FirstStartProgram.done)
      } catch {
        mailbox.post(
          FirstStartProgram.failed(ShellMessage(error, Words.format, path: wish.path).failure))
      }
    }
  }

  private func seat(_ asked: FirstStartWish) throws -> SeatedDesk {
    switch asked {
    case .found(let identity):
      var wish = wish
      wish.identity = identity
      wish.user = identity.code
      let seated = try seat(at: wish)
      welcome("firstStart.welcome", Fact("name", .text(identity.name)))
      return seated
    case .demo:
      let demo = try DemoFile.usual(in: wish.surround)
      if try !demo.isCurrent() {
        try demo.build { [mailbox] step in
          mailbox.post(FirstStartProgram.progress(DemoCommand.words(of: step)))
        }
      }
      let staff = try DemoStaff()
      var wish = wish
      wish.database = demo.path
      wish.user = staff.salesperson
      let seated = try seat(at: wish)
      welcome("firstStart.welcomeDemo", Fact("manager", .text(staff.manager)))
      return seated
    }
  }

  private func seat(at wish: DeskWish) throws -> SeatedDesk {
    let open = try wish.naming { try OpenDesk(wish) }
    do {
      let seat = Seat(open, mailbox: mailbox)
      return SeatedDesk(open: open, seat: seat, session: try seat.session(of: open.desk))
    } catch {
      try? open.file.database.close()
      throw error
    }
  }

  /// Said on the first screen: the queue is serial, so that it comes after `done`.
  private func welcome(_ key: String, _ fact: Fact) {
    let text = Words.format.text(key, [fact])
    queue.async { [mailbox] in mailbox.post(.notice(Status(.done, text))) }
  }
}
