      case FailureKind::cancelled:
        throw Cancelled(message());
